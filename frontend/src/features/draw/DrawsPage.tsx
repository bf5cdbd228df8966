import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { api } from '../../api/client'
import type { ListedDraw } from '../../api/types'
import { PageHead } from '../../shell/PageHead'
import { useTitle } from '../../shell/ServerTime'
import { Empty, Loaded } from '../../ui/Loaded'
import { Panel } from '../../ui/Panel'
import { Tag, type Tone } from '../../ui/Tag'
import { When } from '../../ui/When'
import { useDrawStrings, usePartyName } from './strings'

const EVERY_MS = 15_000

const tones: Partial<Record<ListedDraw['stage'], Tone>> = { DRAWN: 'ok', ABORTED: 'orange', KEYS: 'plain', AGE: 'plain', PLAN: 'plain' }

function Line({ draw }: { draw: ListedDraw }) {
  const t = useDrawStrings()
  const name = usePartyName()
  return (
    <tr>
      <th scope="row">
        <Link className="mono" to={`/draw-room/${draw.projectId}`}>
          {draw.drawId ?? draw.tender}
        </Link>
        <div className="muted s13">{draw.lot === undefined ? t('list.ofExperts') : t('list.ofLot', draw.lot)}</div>
      </th>
      <td>{name(draw.party)}</td>
      <td>
        <Tag tone={tones[draw.stage] ?? 'blue'}>{t(`list.stage.${draw.stage}`)}</Tag>
      </td>
      <td>{draw.mine ? <b className="warm">{t('list.mine')}</b> : <span className="muted">{t(draw.done ? 'list.done' : 'list.others')}</span>}</td>
      <td>{draw.until !== undefined && <When at={draw.until} />}</td>
      <td>{draw.evaluationAt !== undefined && <When at={draw.evaluationAt} />}</td>
    </tr>
  )
}

/** The draws in which the reader acts for a party; what waits for the reader stands first. */
export default function DrawsPage() {
  const t = useDrawStrings()
  useTitle(t('list.title'))
  const draws = useQuery({ queryKey: ['draws'], queryFn: ({ signal }) => api.get('/draws', { signal }), refetchInterval: EVERY_MS })
  return (
    <>
      <PageHead title={t('list.title')} />
      <Loaded query={draws}>
        {({ items }) => (
          <Panel flush>
            {items.length === 0 ? (
              <Empty icon="shield" title={t('list.empty')} text={t('list.emptyText')} />
            ) : (
              <div className="scroll-x">
                <table className="t">
                  <thead>
                    <tr>
                      <th scope="col">{t('list.draw')}</th>
                      <th scope="col">{t('list.party')}</th>
                      <th scope="col">{t('list.stage')}</th>
                      <th scope="col">{t('list.turn')}</th>
                      <th scope="col">{t('list.until')}</th>
                      <th scope="col">{t('list.evaluation')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {items.map((draw) => (
                      <Line key={`${draw.projectId}${draw.lot?.no ?? ''}${draw.party}`} draw={draw} />
                    ))}
                  </tbody>
                </table>
              </div>
            )}
          </Panel>
        )}
      </Loaded>
    </>
  )
}
