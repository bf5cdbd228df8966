/**
 * What can be wrong, with the stable codes of `./gongping verify` wherever it has one; `%1`, `%2` … stand for details. A code whose
 * text begins with a question mark says that something could not be checked, which proves nothing.
 */
const TEXTS = {
  'target.unreachable': ['?无法读取：%1', '?cannot be read: %1'],
  'policy.text': ['?策略文件含有不允许的字符', '?the policy has characters that are not allowed'],
  'policy.line': ['?策略行无法理解：%1', '?policy line not understood: %1'],
  'policy.key': ['?密钥格式错误或类型不支持：%1', '?malformed key, or of a kind not supported: %1'],
  'policy.name': ['?名称未在上文定义、重复定义或重复列为成员：%1', '?name not defined above, defined twice or member twice: %1'],
  'policy.threshold': ['?门限须为 any、all 或 1 至成员数之间的整数：%1', '?a threshold is any, all or a number from 1 to that of the members: %1'],
  'policy.quorum': ['?策略须恰有一行 quorum', '?a policy has exactly one quorum line'],
  'policy.log': ['?策略未列出任何日志密钥', '?the policy names no log key'],
  'note.malformed': ['不是格式正确的签名文本：%1', 'not a well-formed signed note: %1'],
  'note.signature': ['已知密钥 %1 的签名不成立', 'the signature of the known key %1 does not hold'],
  'note.unsigned': ['没有策略所列日志的签名', 'no signature of a log that the policy names'],
  'note.quorum': ['见证签名未达到策略要求的 %1，已有：%2', 'the cosignatures do not reach the quorum %1; there are: %2'],
  'checkpoint.malformed': ['检查点内容格式错误：%1', 'the text of the checkpoint is malformed: %1'],
  'checkpoint.origin': ['检查点来源 %1 与签名密钥 %2 不符', 'the origin %1 is not the name of the signing key %2'],
  'log.shrunk': ['日志变短：上次见到 %1 条，现在只有 %2 条', 'the log has shrunk: %1 entries when last seen, %2 now'],
  'log.forked': ['同为 %1 条却有两个根哈希：上次 %2，现在 %3', 'two roots for the same %1 entries: %2 when last seen, %3 now'],
  'log.inconsistent': ['前 %1 条已被改动', 'the first %1 entries are no longer those last seen'],
  'tile.missing': ['缺少检查点所需的哈希瓦片', 'a tile that the checkpoint needs is missing'],
  'tile.length': ['瓦片应有 %1 字节，实有 %2', 'the tile must have %1 bytes, it has %2'],
  'tile.hash': ['瓦片中的哈希与由下层算得的不符', 'a hash of the tile is not what the level below yields'],
  'bundle.missing': ['缺少检查点所需的条目束', 'an entry bundle that the checkpoint needs is missing'],
  'bundle.malformed': ['条目束应恰有 %1 条，内容不符', 'the bundle must hold exactly %1 entries, it does not'],
  'bundle.entry': [
    '条目束中的条目已不是签署时的条目：算得的叶哈希与瓦片及签名的根不符',
    'an entry of the bundle is not the one that was signed: its leaf hash is neither what the tile nor what the signed root says',
  ],
  'entry.form': [
    '条目不是 {"c":"<64 位小写十六进制>","v":1}',
    'the entry is not {"c":"<64 lower-case hex digits>","v":1}',
  ],
  'log.root': ['由全部条目算得的根 %1 与签名的根 %2 不符', 'the entries yield the root %1, the signed one is %2'],
  'entry.record': ['日志中此序号的条目不是由记录与盐算得的条目', 'the entry at this index is not the one that record and salt yield'],
  'entry.pending': ['?检查点尚未覆盖此条目', '?no checkpoint covers this entry yet'],
  'origin.malformed': ['首条记录格式错误：%1', 'the first record is malformed: %1'],
  'origin.entry': [
    '公开的首条记录与盐推不出日志的第 0 条',
    'the first record that is shown does not open the first entry of the log',
  ],
  'origin.name': ['首条记录所称的日志是 %1，不是 %2', 'the first record is that of the log %1, not of %2'],
  'origin.forgets': [
    '首条记录称前一日志 %1 止于 %2 条，而上次见到时已有 %3 条',
    'the first record ends the log %1 at %2 entries, it had %3 when last seen',
  ],
  'receipt.malformed': ['回执格式错误：%1', 'the receipt is malformed: %1'],
  'receipt.extra': ['回执未带盐和记录，无法重算条目', 'the receipt carries no salt and record from which to compute its entry'],
  'receipt.inclusion': [
    '由记录和证明推出的根与检查点不符：记录、序号或证明有误',
    'record and proof do not lead to the root of the checkpoint: record, index or proof is wrong',
  ],
  'record.salt': ['?未提供 32 字节的盐，无法打开承诺值', '?no salt of 32 bytes, so the commitment cannot be opened'],
} as const

export type FindingCode = keyof typeof TEXTS

/** One thing that is wrong or could not be checked, and where. */
export interface Finding {
  code: FindingCode
  /** The file or tile, as named below the base of the log. */
  file: string
  /** The entry in the log, or the line of a policy. */
  index?: number
  details: string[]
}

export function finding(code: FindingCode, file: string, details: (string | number)[] = [], index?: number): Finding {
  return { code, file, details: details.map(String), ...(index === undefined ? {} : { index }) }
}

/** Whether a check failed, which is evidence; otherwise something could not be checked. */
export function isFailure({ code }: Finding): boolean {
  return !TEXTS[code][0].startsWith('?')
}

/** What the finding says to people. */
export function findingText({ code, details }: Finding, language: 'zh' | 'en'): string {
  const text = TEXTS[code][language === 'zh' ? 0 : 1].replace(/^\?/, '')
  return text.replace(/%([1-9])/g, (_, place: string) => details[Number(place) - 1] ?? '')
}

/** Ends a check at the one finding after which nothing further can be said. */
export class Refused extends Error {
  readonly finding: Finding

  constructor(code: FindingCode, file: string, details: (string | number)[] = [], index?: number) {
    const found = finding(code, file, details, index)
    super(`${file}: ${findingText(found, 'en')}`)
    this.finding = found
  }
}
