package org.gongping.service.notice;

import org.gongping.core.notice.Notice;

public final class NoticePdf {
    public NoticePdf(String publicUrl, boolean rehearsal) {}

    public byte[] render(Notice notice) {
        return new byte[0];
    }
}
