import type { Notice } from '../../api/types'
import { useLanguage, usePick } from '../../i18n'
import { useTerms } from '../../i18n/terms'
import { formatInstant } from '../../ui/format'
import { Facts } from '../../ui/Panel'
import { useNotice } from './strings'
import './notice.css'

type Section = Notice['body']['sections'][number]

function SectionTable({ table }: { table: NonNullable<Section['table']> }) {
  const pick = usePick()
  return (
    <div className="scroll-x">
      <table className="t framed">
        <thead>
          <tr>
            {table.columns.map((c, i) => (
              <th key={i} scope="col" className={c.numeric ? 'num' : undefined}>
                {pick(c.titleZh, c.titleEn)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, i) => (
            <tr key={i}>
              {row.map((cell, j) => (
                <td key={j} className={table.columns[j]?.numeric ? 'num' : undefined}>
                  {/^[0-9a-f]{64}$/.test(cell) ? <span className="mono">{cell}</span> : cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** A published notice as a document: its frozen content, made to be read and printed. */
export function NoticeBody({ notice }: { notice: Notice }) {
  const t = useNotice()
  const terms = useTerms()
  const pick = usePick()
  const language = useLanguage()
  return (
    <article className="notice-sheet card">
      <header>
        {notice.rehearsal && <p className="notice-rehearsal">{t('rehearsal')}</p>}
        <p className="muted">{terms(`noticeKind.${notice.kind}`)}</p>
        <h1>{notice.title}</h1>
        <p className="muted">
          {notice.projectCode}　{t('published')} {formatInstant(notice.publishedAt, language)}
          {notice.endsAt && `　${t(notice.kind === 'TENDER' ? 'deadline' : 'until')} ${formatInstant(notice.endsAt, language)}`}
        </p>
      </header>
      {notice.body.sections.map((section, i) => (
        <section key={i}>
          <h2>{pick(section.headingZh, section.headingEn)}</h2>
          {section.text && <p className="pre">{section.text}</p>}
          {section.facts && <Facts items={section.facts.map((f) => [pick(f.labelZh, f.labelEn), f.value])} />}
          {section.table && <SectionTable table={section.table} />}
        </section>
      ))}
      {notice.body.citations && notice.body.citations.length > 0 && (
        <footer className="s13 muted">
          {t('basis')}：{notice.body.citations.join('；')}
        </footer>
      )}
      {notice.seal && (
        <p className="s13 muted notice-seal">
          {t(`seal.${notice.seal.state}`, { index: notice.seal.index ?? '—', size: notice.seal.size ?? '—', names: notice.seal.witnesses.join(language === 'en' ? ', ' : '、') })}
        </p>
      )}
    </article>
  )
}
