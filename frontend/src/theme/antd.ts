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
    colorErrorBg: '#fdefed',
    colorErrorBorder: '#f0c0bb',
    colorWarningBg: '#fdf6ec',
    colorWarningBorder: '#d99a4a',
    colorSuccessBg: '#e9f5ee',
    colorSuccessBorder: '#b5dcc6',
    colorInfoBg: '#f2f6fb',
    colorInfoBorder: '#c3d4ec',
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
    colorLinkHover: '#12356b',
    colorLinkActive: '#0b2346',
    borderRadius: 6,
    borderRadiusLG: 8,
    fontSize: 14,
    controlHeight: 32,
    controlHeightSM: 28,
    fontFamily: 'var(--gp-font)',
    fontFamilyCode: 'var(--gp-mono)',
    wireframe: false,
  },
  components: {
    Button: { colorPrimary: '#12356b', colorPrimaryHover: '#1a4585', colorPrimaryActive: '#0b2346', primaryShadow: 'none', defaultShadow: 'none', fontWeight: 500, contentFontSizeSM: 13, paddingInlineSM: 10 },
    Form: { verticalLabelPadding: '0 0 4px', labelColor: '#445165' },
    Tabs: { horizontalItemPadding: '12px 0' },
  },
}

/** For people who asked their system for less motion: nothing fades, slides or grows. */
export const stillTheme: ThemeConfig = { ...gongpingTheme, token: { ...gongpingTheme.token, motion: false } }
