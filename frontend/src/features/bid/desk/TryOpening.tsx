import { Button } from 'antd'
import { useState } from 'react'
import { Icon } from '../../../ui/Icon'
import { Panel } from '../../../ui/Panel'
import type { EnvelopeKind } from '../envelope/format'
import { checkInWorker, RunFailed } from '../envelope/inWorker'
import { parseHeader } from '../envelope/header'
import { sealedFile } from '../envelope/sealedFiles'
import type { KeptKey, SealedRecord } from '../envelope/store'
import { utf8 } from '../../audit/verify/bytes'
import { RestoreKey } from './KeyStep'
import { useDesk } from './strings'

interface Props {
  tender: string
  creditCode: string
  records: SealedRecord[]
  keys: KeptKey[]
}

type Found = { state: 'running'; kind: EnvelopeKind } | { state: 'good' } | { state: 'gone' } | { state: 'bad'; kind: EnvelopeKind; reason: string }

/** A rehearsal of the decryption, before it counts: the sealed copies are opened whole on this computer. */
export function TryOpening({ tender, creditCode, records, keys }: Props) {
  const t = useDesk()
  const [found, setFound] = useState<Found>()
  const needed = records.map((record) => parseHeader(utf8(record.header)).bidder.key)
  const lost = needed.some((key) => !keys.some((kept) => kept.key.key === key))
  const check = async () => {
    for (const [at, { kind, path }] of records.entries()) {
      setFound({ state: 'running', kind })
      if ((await sealedFile(path)) === undefined) return setFound({ state: 'gone' })
      try {
        await checkInWorker(path, keys.find((kept) => kept.key.key === needed[at])!.key.pair)
      } catch (error) {
        return setFound({ state: 'bad', kind, reason: error instanceof RunFailed ? error.reason : String(error) })
      }
    }
    setFound({ state: 'good' })
  }
  return (
    <Panel title={t('receipt.check')}>
      <div className="stack tight">
        <p>{t(records.length === 0 ? 'receipt.noCopy' : 'receipt.checkLead')}</p>
        {records.length > 0 && lost && <RestoreKey tender={tender} creditCode={creditCode} />}
        {records.length > 0 && !lost && (
          <div>
            <Button loading={found?.state === 'running'} icon={<Icon name="shield" small />} onClick={() => void check()}>
              {t('receipt.check')}
            </Button>
          </div>
        )}
        <div role="status">
          {found?.state === 'running' && <p className="muted">{t('receipt.checking', { kind: t(`kind.${found.kind}`) })}</p>}
          {found?.state === 'good' && (
            <p className="agree b">
              <Icon name="check" small /> {t('receipt.checked')}
            </p>
          )}
          {found?.state === 'gone' && <p className="warm">{t('receipt.noCopy')}</p>}
          {found?.state === 'bad' && <p className="differ">{t('receipt.checkFailed', { kind: t(`kind.${found.kind}`), reason: found.reason })}</p>}
        </div>
      </div>
    </Panel>
  )
}
