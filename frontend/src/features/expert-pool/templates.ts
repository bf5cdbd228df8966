import type { ExpertImportKind } from '../../api/types'

/** The headings of each kind of file, as the server knows them, with one row that shows how they are filled in. */
const rows: Record<ExpertImportKind, [heading: string[], example: string[]]> = {
  EXPERTS: [
    ['专家编号', '姓名', '证件号码', '手机', '邮箱', '登录账号', '所在地区', '专业', '工作单位', '单位信用代码', '入职日期', '从业起始', '职称', '职称级别', '资格', '曾任及兼职', '亲属及利害关系', '曾受处罚'],
    ['ZJ-00001', '', '', '', '', '', '330100', 'A040102；A0601', '', '', '2015-07-01', '2008-07-01', '高级工程师', '副高级', '一级注册建筑师|证书编号|2010-01-01|2028-12-31', '董事|单位名称|信用代码|2020-01-01|2024-12-31', '配偶|姓名|单位名称|信用代码|职务', '否'],
  ],
  AFFILIATIONS: [
    ['控股方代码', '控股方名称', '被控方代码', '被控方名称', '关系', '持股比例', '起', '止', '依据'],
    ['', '', '', '', '持股', '51%', '2020-01-01', '', '企业登记信息 2026-10-01'],
  ],
  SPECIALTIES: [
    ['专业代码', '上级代码', '名称', '英文名称'],
    ['B01', 'B', '', ''],
  ],
}

export function csvCell(text: string): string {
  // What a spreadsheet would run is text in a report.
  const safe = /^[=+\-@＝＋－＠\t\r]/.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** With a byte order mark, by which Excel and WPS know UTF-8. */
export function csvFile(lines: string[][]): Blob {
  return new Blob([`\uFEFF${lines.map((line) => line.map(csvCell).join(',')).join('\r\n')}\r\n`], { type: 'text/csv;charset=utf-8' })
}

export function save(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 1_000)
}

export function saveTemplate(kind: ExpertImportKind): void {
  save(csvFile(rows[kind]), `${kind.toLowerCase()}.csv`)
}
