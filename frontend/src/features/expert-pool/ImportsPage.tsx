import { Button } from 'antd'
import { Link, useNavigate } from 'react-router'
import type { ExpertImport } from '../../api/types'
import { PageHead } from '../../shell/PageHead'
import { useActing } from '../../shell/roles'
import { Icon, type IconName } from '../../ui/Icon'
import { Empty, Loaded } from '../../ui/Loaded'
import { Panel } from '../../ui/Panel'
import { Tag, type Tone } from '../../ui/Tag'
import { useUi } from '../../ui/strings'
import { When } from '../../ui/When'
import './pool.css'
import { useImports } from './queries'
import { usePoolStrings } from './strings'

const looks: Record<ExpertImport['state'], [Tone, IconName]> = {
  CHECKED: ['blue', 'clock'],
  REFUSED: ['red', 'close'],
  CONFIRMED: ['ok', 'check'],
  DISCARDED: ['plain', 'minus'],
}

/** Every file that was uploaded, refused ones too. */
export default function ImportsPage() {
  const t = usePoolStrings()
  const ui = useUi()
  const navigate = useNavigate()
  const { role } = useActing()
  const imports = useImports()
  const items = imports.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <PageHead
        title={t('imports')}
        actions={
          <>
            <Button onClick={() => void navigate('/experts')}>{t('title')}</Button>
            {role === 'expert_pool_operator' && (
              <Button type="primary" icon={<Icon name="upload" small />} onClick={() => void navigate('/expert-imports/new')}>
                {t('import')}
              </Button>
            )}
          </>
        }
      />
      <Loaded query={imports}>
        {() => (
          <Panel flush>
            {items.length === 0 ? (
              <Empty icon="upload" title={t('imports.empty')} text={t('imports.emptyText')} />
            ) : (
              <div className="scroll-x">
                <table className="t">
                  <thead>
                    <tr>
                      <th scope="col">{t('imports.file')}</th>
                      <th scope="col">{t('imports.result')}</th>
                      <th scope="col" className="num">{t('report.rows')}</th>
                      <th scope="col" className="num">{t('report.created')}</th>
                      <th scope="col" className="num">{t('report.changed')}</th>
                      <th scope="col" className="num">{t('report.errors')}</th>
                      <th scope="col">{t('imports.by')}</th>
                      <th scope="col">{t('imports.at')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {items.map((file) => (
                      <tr key={file.id}>
                        <th scope="row">
                          <Link to={`/expert-imports/${file.id}`}>{file.fileName}</Link>
                          <div className="s12 muted">
                            {t(file.kind)} · {file.format}
                          </div>
                        </th>
                        <td>
                          <Tag tone={looks[file.state][0]} icon={looks[file.state][1]}>
                            {t(`report.${file.state}`)}
                          </Tag>
                        </td>
                        <td className="num">{file.rows}</td>
                        <td className="num">{file.created}</td>
                        <td className="num">{file.changed}</td>
                        <td className="num">{file.errors}</td>
                        <td>{file.uploadedBy}</td>
                        <td>
                          <When at={file.uploadedAt} />
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )}
          </Panel>
        )}
      </Loaded>
      {imports.hasNextPage && (
        <Button style={{ marginTop: 16 }} onClick={() => void imports.fetchNextPage()} loading={imports.isFetchingNextPage}>
          {ui('more')}
        </Button>
      )}
    </>
  )
}
