import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { api } from '../../api/client'
import { asApiError } from '../../api/problem'
import { usePick } from '../../i18n'
import { PageHead } from '../../shell/PageHead'
import { Empty, Loaded } from '../../ui/Loaded'
import { Facts, Panel } from '../../ui/Panel'
import { Tag } from '../../ui/Tag'
import { When } from '../../ui/When'
import { Yuan } from './parts'
import { useDepositStrings } from './strings'
import type { DepositCertificate } from './types'

/** What a certificate says, to whoever scans its code; nothing else. */
export default function CertificatePage() {
  const t = useDepositStrings()
  const pick = usePick()
  const { token = '' } = useParams()
  const certificate = useQuery({
    queryKey: ['deposit-certificate', token],
    queryFn: async ({ signal }): Promise<DepositCertificate | null> => {
      try {
        return await api.get('/public/deposit-certificates/{token}', { path: { token }, signal })
      } catch (cause) {
        if ([400, 404].includes(asApiError(cause).status)) return null
        throw cause
      }
    },
  })
  return (
    <>
      <PageHead title={t('cert.title')} />
      <div className="narrow">
        <Loaded query={certificate}>
          {(data) =>
            data === null ? (
              <section className="card">
                <Empty icon="search" title={t('cert.none')} text={t('cert.noneText')} />
              </section>
            ) : (
              <Panel
                title={data.bidderName}
                actions={
                  <Tag tone={data.state === 'IN_FORCE' ? 'ok' : data.state === 'PENDING' ? 'yellow' : 'plain'} icon={data.state === 'IN_FORCE' ? 'check' : data.state === 'PENDING' ? 'clock' : 'minus'} strong>
                    {t(`cert.${data.state}`)}
                  </Tag>
                }
              >
                <Facts
                  items={[
                    [t('cert.project'), `${data.projectTitle}（${data.projectCode}）`],
                    [t('cert.lot'), data.lotName],
                    [t('cert.form'), t(`form.${data.form}`)],
                    [t('cert.asked'), <Yuan key="a" amount={data.asked} />],
                    [t('cert.waived'), <Yuan key="w" amount={data.waived} />],
                    [t('cert.due'), <Yuan key="d" amount={data.due} />],
                    ...(data.policyZh ? ([[t('cert.policy'), pick(data.policyZh, data.policyEn)], [t('cert.basis'), pick(data.basisZh, data.basisEn)]] as [string, string][]) : []),
                    [t('cert.valid'), data.validUntil ?? '—'],
                    [t('cert.at'), <When key="t" at={data.createdAt} />],
                  ]}
                />
              </Panel>
            )
          }
        </Loaded>
      </div>
    </>
  )
}
