import { deflateRawSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { documentTraits } from './documentTraits'

function zip(entries: Record<string, string>): Uint8Array<ArrayBuffer> {
  const [locals, central]: [Buffer[], Buffer[]] = [[], []]
  let at = 0
  for (const [name, text] of Object.entries(entries)) {
    const data = deflateRawSync(text)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50)
    local.writeUInt16LE(name.length, 26)
    const directory = Buffer.alloc(46)
    directory.writeUInt32LE(0x02014b50)
    directory.writeUInt16LE(8, 10)
    directory.writeUInt32LE(data.length, 20)
    directory.writeUInt16LE(name.length, 28)
    directory.writeUInt32LE(at, 42)
    locals.push(local, Buffer.from(name), data)
    central.push(directory, Buffer.from(name))
    at += 30 + name.length + data.length
  }
  return Uint8Array.from(Buffer.concat([...locals, ...central]))
}

it('reads who made a PDF or an Office document, and passes over the rest', async () => {
  const utf16 = Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from('王建国', 'utf16le').swap16()]).toString('hex')
  const pdf = `%PDF-1.7 … 9 0 obj << /Author <${utf16}> /Producer (WPS \\(12\\)) /CreationDate (D:20261101080000+08'00') >> endobj`
  const docx = zip({
    'word/document.xml': '<w/>',
    'docProps/app.xml': '<Properties><Application>Microsoft Office Word</Application></Properties>',
    'docProps/core.xml': '<cp:coreProperties><dc:creator>甲</dc:creator><cp:lastModifiedBy>乙</cp:lastModifiedBy><dcterms:created xsi:type="x">2026-11-01T00:00:00Z</dcterms:created></cp:coreProperties>',
  })
  const files = [new File([pdf], 'a.pdf'), new File([docx], 'b.docx'), new File(['broken'], 'c.docx'), new File(['x'], 'd.dwg')]
  expect(await documentTraits(files)).toEqual([
    { name: 'a.pdf', author: '王建国', producer: 'WPS (12)', created: "D:20261101080000+08'00'" },
    { name: 'b.docx', author: '甲', lastAuthor: '乙', producer: 'Microsoft Office Word', created: '2026-11-01T00:00:00Z' },
    { name: 'c.docx' },
    { name: 'd.dwg' },
  ])
})
