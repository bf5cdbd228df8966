const shapes = {
  check: <path d="M3 8.5l3.2 3.2L13 4.8" />,
  clock: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 4.6V8l2.4 1.6" />
    </>
  ),
  lock: (
    <>
      <rect x="3" y="7" width="10" height="7" rx="1.5" />
      <path d="M5 7V5a3 3 0 016 0v2" />
    </>
  ),
  pen: <path d="M2.5 13.5l.8-3.2L10.8 2.8l2.4 2.4-7.5 7.5z" />,
  doc: (
    <>
      <path d="M4 1.8h5.2L12.5 5v9.2H4z" />
      <path d="M9 2v3.2h3.3" />
    </>
  ),
  flag: <path d="M3.5 14V2.5h8l-1.6 3 1.6 3h-8" />,
  right: <path d="M6 3.5L10.5 8 6 12.5" />,
  left: <path d="M10 3.5L5.5 8 10 12.5" />,
  down: <path d="M3.5 6L8 10.5 12.5 6" />,
  close: <path d="M4 4l8 8M12 4l-8 8" />,
  plus: <path d="M8 3v10M3 8h10" />,
  minus: <path d="M3 8h10" />,
  shield: (
    <>
      <path d="M8 1.8l5.2 2v4c0 3.2-2.2 5.4-5.2 6.6-3-1.2-5.2-3.4-5.2-6.6v-4z" />
      <path d="M5.8 8l1.6 1.6 2.9-3" />
    </>
  ),
  warning: (
    <>
      <path d="M8 2.4l6 11H2z" />
      <path d="M8 6.6v3M8 11.6v.1" />
    </>
  ),
  info: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 7.4v3.6M8 5v.1" />
    </>
  ),
  stop: (
    <>
      <path d="M5.4 2h5.2L14 5.4v5.2L10.6 14H5.4L2 10.6V5.4z" />
      <path d="M8 5v3.6M8 10.9v.1" />
    </>
  ),
  list: <path d="M5 4h9M5 8h9M5 12h9M2 4h.1M2 8h.1M2 12h.1" />,
  record: (
    <>
      <rect x="2.5" y="2.5" width="11" height="11" rx="1.5" />
      <path d="M5 6h6M5 8.5h6M5 11h3" />
    </>
  ),
  eye: (
    <>
      <path d="M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8z" />
      <circle cx="8" cy="8" r="1.9" />
    </>
  ),
  people: (
    <>
      <circle cx="6" cy="5.5" r="2.4" />
      <path d="M1.8 13.5c.3-2.6 2-4 4.2-4s3.9 1.4 4.2 4M10.6 3.4a2.3 2.3 0 010 4.3M12 9.8c1.3.6 2 1.9 2.2 3.7" />
    </>
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4.5" />
      <path d="M10.5 10.5L14 14" />
    </>
  ),
  print: (
    <>
      <path d="M4.5 6V2h7v4M4.5 12H3a1 1 0 01-1-1V7a1 1 0 011-1h10a1 1 0 011 1v4a1 1 0 01-1 1h-1.5" />
      <path d="M4.5 10h7v4h-7z" />
    </>
  ),
  globe: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M2 8h12M8 2c2 1.8 2.7 3.8 2.7 6S10 12.2 8 14M8 2C6 3.8 5.3 5.8 5.3 8S6 12.2 8 14" />
    </>
  ),
  upload: <path d="M8 11V2.5M4.5 6L8 2.5 11.5 6M2.5 11v2.5h11V11" />,
  download: <path d="M8 2.5V11M4.5 7.5L8 11l3.5-3.5M2.5 11v2.5h11V11" />,
  trash: <path d="M2.5 4h11M6 4V2.5h4V4M4 4l.7 10h6.6L12 4M6.6 6.8v4.4M9.4 6.8v4.4" />,
} as const

export type IconName = keyof typeof shapes

/** A line drawing; decoration only, the word beside it carries the meaning. */
export function Icon({ name, small = false }: { name: IconName; small?: boolean }) {
  return (
    <svg className={small ? 'i s' : 'i'} viewBox="0 0 16 16" aria-hidden="true">
      {shapes[name]}
    </svg>
  )
}
