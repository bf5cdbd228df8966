import { useQuery } from '@tanstack/react-query'
import { Button, QRCode } from 'antd'
import { useCallback, useState } from 'react'
import { Link, useParams } from 'react-router'
import { apiUrl } from '../../api/client'
import { problemOf } from '../../api/problem'
import { PageHead } from '../../shell/PageHead'
import { useTitle } from '../../shell/ServerTime'
import { Icon } from '../../ui/Icon'
import { Loaded } from '../../ui/Loaded'
import { Facts, Panel } from '../../ui/Panel'
import { Tag } from '../../ui/Tag'
import { AbortedDraw, type Aborted } from './AbortedDraw'
import { publicPath, saveFile, short } from './format'
import { Checks } from './room/Checks'
import { Committee } from './room/Committee'
import { RankingView } from './room/RankingView'
import { Venues } from './room/Venues'
import { Values } from './parameters/Values'
import { useDrawStrings, usePartyName } from './strings'
import { useRecompute, verifierUrl } from './useRecompute'
import type { Bundle, StratumResult } from './verify/bundle'
import './draw.css'

interface Published {
  bytes: Uint8Array
  bundle: Bundle
}

async function published(tender: string, attempt: string, signal: AbortSignal): Promise<Published | Aborted> {
  const response = await fetch(apiUrl('/public/draws/{tender}/{attempt}', { tender, attempt }), { signal })
  if (!response.ok) throw await problemOf(response)
  const bytes = new Uint8Array(await response.arrayBuffer())
  const read = JSON.parse(new TextDecoder().decode(bytes)) as Bundle | Aborted
  return 'state' in read ? read : { bytes, bundle: read }
}

/** How to come to the same verdict without this page. */
function ByYourself({ bundle, save }: { bundle: Bundle; save: () => void }) {
  const t = useDrawStrings()
  const file = `${bundle.draw_id.replace('/', '-')}.ved1.json`
  return (
    <Panel title={t('self.title')}>
      <ol className="draw-self">
        <li>
          {t('self.1')}{' '}
          <Button size="small" icon={<Icon name="download" small />} onClick={save}>
            {file}
          </Button>{' '}
          <Button size="small" icon={<Icon name="download" small />} href={verifierUrl} download="ved1_verify.py">
            ved1_verify.py
          </Button>
        </li>
        <li>{t('self.2')}</li>
        <li>
          {t('self.3')}
          <pre className="mono">{`python3 ved1_verify.py ${file} --policy policy.txt --keys keys.json --log ${location.origin}/log/`}</pre>
          <pre className="mono">{`./gongping draw verify ${file} --policy policy.txt --keys keys.json --log ${location.origin}/log/`}</pre>
        </li>
      </ol>
      <p className="s13 muted">{t('self.trust')}</p>
    </Panel>
  )
}

function Transcript({ data }: { data: Published }) {
  const t = useDrawStrings()
  const name = usePartyName()
  const { bundle, bytes } = data
  const load = useCallback(() => Promise.resolve(bytes), [bytes])
  const { found, run } = useRecompute(load)
  const [keys, setKeys] = useState<{ name: string; bytes: Uint8Array } | undefined>()
  const isOfParameters = bundle.rules.params !== undefined
  const drawn = isOfParameters ? (bundle.result as unknown as { name: string; value: string }[]) : []
  const save = () => saveFile(`${bundle.draw_id.replace('/', '-')}.ved1.json`, bytes)
  return (
    <div className="stack">
      <div className="draw-public-head card">
        <div className="grow stack tight">
          <p>{t('public.lead')}</p>
          <div className="row wrap no-print">
            <Button type="primary" size="large" data-testid="recompute" loading={found.state === 'running'} icon={<Icon name="shield" />} onClick={() => void run(keys?.bytes)}>
              {t('verify.run')}
            </Button>
            <Button size="large" icon={<Icon name="download" small />} onClick={save}>
              {t('public.download')}
            </Button>
            <Button size="large" icon={<Icon name="print" small />} onClick={() => window.print()}>
              {t('print')}
            </Button>
            <label className="draw-own-keys s13">
              {t('public.ownKeys')}{' '}
              <input
                type="file"
                accept=".json,application/json"
                onChange={(e) => {
                  const file = e.target.files?.[0]
                  if (file === undefined) setKeys(undefined)
                  else void file.arrayBuffer().then((buffer) => setKeys({ name: file.name, bytes: new Uint8Array(buffer) }))
                }}
              />
            </label>
          </div>
          <Checks found={found} />
        </div>
        <QRCode type="svg" aria-label={t('qr.address')} value={`${location.origin}${location.pathname}`} size={104} bordered={false} />
      </div>
      {found.rankings !== undefined && (
        <Panel flush title={t('result.title')}>
          <RankingView rankings={found.rankings} />
        </Panel>
      )}
      {isOfParameters && (
        <Panel title={t('public.parameters')}>
          <Values parameters={drawn.map(({ name, value }) => ({ name, isDigit: /^[0-9]$/.test(value) }))} result={drawn} />
        </Panel>
      )}
      {!isOfParameters && <Committee result={bundle.result as unknown as StratumResult[]} replacements={bundle.replacements ?? []} />}
      {bundle.venue !== undefined && bundle.rules.venue !== undefined && <Venues result={bundle.venue.result} rules={bundle.rules.venue} />}
      <Panel title={t('public.facts')} actions={<Tag>{t(bundle.view === 'open' ? 'public.open' : 'public.sealed')}</Tag>}>
        <Facts
          items={[
            [t('attempts.draw'), <code key="d" className="mono">{bundle.draw_id}</code>],
            ...(isOfParameters
              ? []
              : ([
                  [t('funnel.library'), bundle.leaves_sorted.length],
                  [t('result.stratum'), bundle.rules.strata.map(({ id, n }) => `${id} × ${n}`).join('　')],
                ] satisfies [React.ReactNode, React.ReactNode][])),
            [t('roots.rules'), <code key="r" className="mono">{bundle.rules_hash}</code>],
            [t('roots.pool'), <code key="p" className="mono">{bundle.pool_root}</code>],
            [t('roots.seed'), <code key="s" className="mono">{bundle.seed}</code>],
            ...Object.entries(bundle.commits).map(([party, commit]): [React.ReactNode, React.ReactNode] => [
              name(party),
              <span key={party} className="mono" title={commit}>
                {t('public.commit', { commit: short(commit), r: short(bundle.contributions[party] ?? '') })}
              </span>,
            ]),
            [
              t('attempts.title'),
              <span key="a" className="row wrap">
                {bundle.attempts.map(({ draw_id, outcome }) => (
                  <span key={draw_id}>
                    {draw_id === bundle.draw_id ? <span className="mono">{draw_id}</span> : <Link className="mono" to={publicPath(draw_id)}>{draw_id}</Link>} {t(outcome === 'RESULT' ? 'state.DRAWN' : 'state.ABORTED')}
                  </span>
                ))}
              </span>,
            ],
          ]}
        />
      </Panel>
      <ByYourself bundle={bundle} save={save} />
    </div>
  )
}

/** The transcript of a draw for everybody: recompute it here, take it along, or verify it with another program. */
export default function PublicDrawPage() {
  const t = useDrawStrings()
  const { tender = '', attempt = '' } = useParams()
  const draw = useQuery({ queryKey: ['public-draw', tender, attempt], queryFn: ({ signal }) => published(tender, attempt, signal), staleTime: 60_000, retry: false })
  useTitle(t('public.title', { draw: `${tender}/${attempt}` }))
  return (
    <>
      <PageHead title={t('public.title', { draw: `${tender}/${attempt}` })} />
      <Loaded query={draw} rows={10}>
        {(data) => ('state' in data ? <AbortedDraw aborted={data} /> : <Transcript data={data} />)}
      </Loaded>
    </>
  )
}
