import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { App as AntApp, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { StrictMode, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router'
import { asApiError } from './api/problem'
import { meKey, sessionHasEnded } from './api/session'
import { useLanguage } from './i18n'
import { router } from './router'
import { gongpingTheme, stillTheme } from './theme/antd'
import { useReducedMotion } from './theme/motion'
import { stampStyles } from './theme/nonce'
import './theme/tokens.css'
import './theme/base.css'

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content
if (nonce) stampStyles(nonce)

function onError(error: unknown) {
  // The shell then shows the way to the login, and keeps what was typed.
  if (asApiError(error).status === 401 && client.getQueryData(meKey)) sessionHasEnded()
}

const client = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (count, error) => asApiError(error).isUncertain && count < 2,
    },
  },
})

function Root() {
  const language = useLanguage()
  const still = useReducedMotion()
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
    dayjs.locale(language === 'zh' ? 'zh-cn' : 'en')
  }, [language])
  return (
    <ConfigProvider theme={still ? stillTheme : gongpingTheme} locale={language === 'zh' ? zhCN : enUS} csp={{ nonce }} button={{ autoInsertSpace: false }}>
      <AntApp component={false}>
        <RouterProvider router={router} />
      </AntApp>
    </ConfigProvider>
  )
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <Root />
    </QueryClientProvider>
  </StrictMode>,
)
