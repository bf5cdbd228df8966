import type { ThemeConfig } from 'antd'

/** The tokens of `tokens.css` in Ant Design's words. */
export const gongpingTheme: ThemeConfig = {
  cssVar: { key: 'gp' },
  hashed: false,
  token: {
    colorPrimary: '#22559f',
    colorInfo: '#22559f',
    colorSuccess: '#1c6944',
    colorWarning: '#a8641a',
    colorError: '#b0241c',
    colorText: '#17212f',
    colorTextSecondary: '#445165',
    colorTextTertiary: '#5f6c80',
    colorTextDescription: '#5f6c80',
    colorTextPlaceholder: '#667386',
    colorTextDisabled: '#667386',
    colorBorder: '#c6cfdc',
    colorBorderSecondary: '#e1e6ee',
    colorBgLayout: '#f4f6f9',
    colorLink: '#22559f',
    borderRadius: 6,
    borderRadiusLG: 8,
    fontSize: 14,
    controlHeight: 32,
    fontFamily: 'var(--gp-font)',
    fontFamilyCode: 'var(--gp-mono)',
    wireframe: false,
  },
  components: {
    Button: { colorPrimary: '#12356b', colorPrimaryHover: '#1a4585', colorPrimaryActive: '#0b2346', primaryShadow: 'none', defaultShadow: 'none', fontWeight: 500 },
    Form: { verticalLabelPadding: '0 0 4px', labelColor: '#445165' },
    Tabs: { horizontalItemPadding: '12px 0' },
  },
}
