const shortTitles: [RegExp, string][] = [
  [/(中华人民共和国)?招标投标法实施条例/, '条例'],
  [/(中华人民共和国)?政府采购法实施条例/, '政采条例'],
  [/(中华人民共和国)?政府采购法/, '政采法'],
  [/(中华人民共和国)?招标投标法/, '法'],
  [/政府采购货物和服务招标投标管理办法/, '87号令'],
  [/评标委员会和评标方法暂行规定/, '12号令'],
  [/电子招标投标办法/, '办法'],
  [/(中华人民共和国)?民法典/, '民法典'],
]

const digits: Record<string, number> = { 〇: 0, 零: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 }
const units: Record<string, number> = { 十: 10, 百: 100, 千: 1000 }

/** 五十四 → 54. */
export function chineseNumber(text: string): number | undefined {
  let total = 0
  let current = 0
  for (const character of text) {
    const digit = digits[character]
    const unit = units[character]
    if (digit !== undefined) current = digit
    else if (unit !== undefined) {
      total += (current === 0 ? 1 : current) * unit
      current = 0
    } else return undefined
  }
  return total + current
}

/** A citation without the rule id at its end, where the id already stands beside it. */
export function bareCitation(article: string): string {
  return article.replace(/\s*[（(](规则|rule) [A-Z]\d+[)）]/gi, '')
}

/** 《招标投标法实施条例》第五十四条 → 条例54, for chips; the whole citation stands in the tooltip and beside each verdict. */
export function shortCitation(article: string): string {
  const first = article.split(/[；;]/)[0] ?? article
  const number = /第([〇零一二三四五六七八九十百千]+)条/.exec(first)?.[1]
  const arabic = number === undefined ? /Art\.? ?(\d+)/.exec(first)?.[1] : chineseNumber(number)?.toString()
  for (const [title, short] of shortTitles) {
    if (title.test(first)) return `${short}${arabic ?? ''}`
  }
  return first.length <= 10 ? first : `${first.slice(0, 9)}…`
}
