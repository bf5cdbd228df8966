/** One element of DER: content, and the whole with tag and length. */
export interface Der {
  tag: number
  content: Uint8Array
  whole: Uint8Array
}

/** Something is not the DER that it must be. */
export class Malformed extends Error {}

function elementAt(bytes: Uint8Array, at: number): { element: Der; end: number } {
  const [tag, short] = bytes.subarray(at, at + 2)
  if (tag === undefined || short === undefined) throw new Malformed('truncated')
  let length = short
  let begin = at + 2
  if (short >= 0x80) {
    const count = short & 0x7f
    const digits = bytes.subarray(begin, begin + count)
    if (count < 1 || count > 4 || digits.length < count || digits[0] === 0) throw new Malformed('length is not DER')
    length = digits.reduce((sum, digit) => sum * 256 + digit, 0)
    begin += count
    if (length < 0x80) throw new Malformed('length is not DER')
  }
  const end = begin + length
  if (end > bytes.length) throw new Malformed('truncated')
  return { element: { tag, content: bytes.subarray(begin, end), whole: bytes.subarray(at, end) }, end }
}

/** The elements that follow one another in these bytes. */
export function elements(bytes: Uint8Array): Der[] {
  const found: Der[] = []
  for (let at = 0; at < bytes.length; ) {
    const { element, end } = elementAt(bytes, at)
    found.push(element)
    at = end
  }
  return found
}

/** The element at a place of a sequence. */
export function at(list: Der[], place: number): Der {
  const found = list.at(place)
  if (found === undefined) throw new Malformed('an element is missing')
  return found
}

/** The elements inside an element. */
export function inside(element: Der): Der[] {
  return elements(element.content)
}

/** An object identifier in dotted form. */
export function oid({ content }: Der): string {
  const numbers: number[] = []
  let number = 0
  for (const byte of content) {
    number = number * 128 + (byte & 0x7f)
    if (byte >= 0x80) continue
    if (numbers.length === 0) {
      const first = Math.min(2, Math.floor(number / 40))
      numbers.push(first, number - 40 * first)
    } else numbers.push(number)
    number = 0
  }
  return numbers.join('.')
}

/** UTCTime or GeneralizedTime, in whole seconds, as milliseconds since 1970. */
export function time({ tag, content }: Der): number {
  const text = new TextDecoder().decode(content)
  const full = tag === 0x17 ? `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}` : text
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:\.\d+)?Z$/.exec(full) ?? []
  const parsed = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`)
  if (Number.isNaN(parsed)) throw new Malformed('time')
  return parsed
}
