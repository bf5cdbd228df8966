import type { MachineTraits } from '../../api/types'

type DocumentTraits = NonNullable<MachineTraits['documents']>[number]

const TAIL_BYTES = 1 << 20
const MOST_ENTRY_BYTES = 1 << 16
const MOST_TEXT = 200

function clipped(text: string | undefined, most = MOST_TEXT): string | undefined {
  // eslint-disable-next-line no-control-regex -- what a document calls its author may hold anything
  const clean = text?.replace(/[\u0000-\u001f\u007f]/g, ' ').trim().slice(0, most)
  return clean === '' ? undefined : clean
}

/** The text of a PDF string in parentheses, as PDFDocEncoding (taken for Latin-1) or UTF-16. */
function pdfText(inner: string): string {
  const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }
  const bytes = inner.replace(/\\([0-7]{1,3}|[\s\S])/g, (_, escaped: string) =>
    /^[0-7]/.test(escaped) ? String.fromCharCode(parseInt(escaped, 8) & 255) : (escapes[escaped] ?? escaped),
  )
  if (!bytes.startsWith('þÿ')) return bytes
  return new TextDecoder('utf-16be').decode(Uint8Array.from(bytes.slice(2), (c) => c.charCodeAt(0)))
}

function pdfMember(text: string, name: string): string | undefined {
  const plain = new RegExp(`/${name}\\s*\\(((?:\\\\[\\s\\S]|[^\\\\()])*)\\)`).exec(text)?.[1]
  if (plain !== undefined) return pdfText(plain)
  const hex = new RegExp(`/${name}\\s*<([0-9A-Fa-f\\s]*)>`).exec(text)?.[1]?.replace(/\s/g, '')
  return hex === undefined ? undefined : pdfText(String.fromCharCode(...(hex.match(/../g) ?? []).map((byte) => parseInt(byte, 16))))
}

/** From the information dictionary, where it lies in the open. */
async function pdfTraits(file: Blob): Promise<Omit<DocumentTraits, 'name'>> {
  const parts = [file.slice(0, TAIL_BYTES), file.slice(Math.max(TAIL_BYTES, file.size - TAIL_BYTES))]
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer())
  const text = new TextDecoder('latin1').decode(bytes)
  return {
    author: clipped(pdfMember(text, 'Author')),
    producer: clipped(pdfMember(text, 'Producer')),
    created: clipped(pdfMember(text, 'CreationDate'), 64),
  }
}

/** An entry of a ZIP file by the name in its central directory. */
async function zipEntry(file: Blob, name: string): Promise<string | undefined> {
  const tail = new Uint8Array(await file.slice(Math.max(0, file.size - TAIL_BYTES)).arrayBuffer())
  const view = new DataView(tail.buffer)
  const base = file.size - tail.length
  for (let at = 0; at + 46 <= tail.length; at++) {
    if (view.getUint32(at, true) !== 0x02014b50) continue
    const nameLength = view.getUint16(at + 28, true)
    const found = new TextDecoder().decode(tail.subarray(at + 46, at + 46 + nameLength))
    if (found !== name) continue
    const [method, size, local] = [view.getUint16(at + 10, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)]
    if (size > MOST_ENTRY_BYTES || local > base + tail.length) return undefined
    const head = new DataView(await file.slice(local, local + 30).arrayBuffer())
    const from = local + 30 + head.getUint16(26, true) + head.getUint16(28, true)
    const data = file.slice(from, from + size)
    const open = method === 8 ? data.stream().pipeThrough(new DecompressionStream('deflate-raw')) : data.stream()
    // What unpacks to more than this is no list of properties.
    const reader = open.getReader()
    let text = ''
    const decoder = new TextDecoder()
    for (let read = await reader.read(); !read.done && text.length < MOST_ENTRY_BYTES; read = await reader.read()) text += decoder.decode(read.value, { stream: true })
    await reader.cancel()
    return text
  }
  return undefined
}

async function officeTraits(file: Blob): Promise<Omit<DocumentTraits, 'name'>> {
  const [core, app] = [(await zipEntry(file, 'docProps/core.xml')) ?? '', (await zipEntry(file, 'docProps/app.xml')) ?? '']
  const element = (xml: string, name: string) => new RegExp(`<(?:\\w+:)?${name}(?:\\s[^>]*)?>([^<]*)<`).exec(xml)?.[1]
  return {
    author: clipped(element(core, 'creator')),
    lastAuthor: clipped(element(core, 'lastModifiedBy')),
    producer: clipped(element(app, 'Application')),
    created: clipped(element(core, 'created'), 64),
  }
}

/**
 * What documents say of who made them, by the file formats that bids are made in (PDF, Office Open XML). A document that
 * does not say it, or cannot be read, is named alone.
 */
export async function documentTraits(files: File[]): Promise<DocumentTraits[]> {
  const traits: DocumentTraits[] = []
  for (const file of files) {
    const read = /\.pdf$/i.test(file.name) ? pdfTraits : /\.(docx|xlsx|pptx)$/i.test(file.name) ? officeTraits : undefined
    const found = await read?.(file).catch(() => ({}))
    const said = Object.entries(found ?? {}).filter(([, value]) => value !== undefined)
    traits.push({ name: file.name.normalize('NFC').slice(0, MOST_TEXT), ...(Object.fromEntries(said) as Omit<DocumentTraits, 'name'>) })
  }
  return traits
}
