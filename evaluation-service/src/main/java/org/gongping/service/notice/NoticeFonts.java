package org.gongping.service.notice;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * Noto Sans SC (OFL 1.1) from the class path, parsed once for each of a few renderings at a time. A parsed font is ten
 * megabytes and not safe for two threads; the bound also keeps readers of public notices from taking every core.
 */
final class NoticeFonts {
    static final int CONCURRENT = 2;

    private static final String REGULAR = "/fonts/400Regular/NotoSansSC_400Regular.ttf";
    private static final String BOLD = "/fonts/700Bold/NotoSansSC_700Bold.ttf";

    /** The two weights of one rendering. */
    record Faces(TrueTypeFont regular, TrueTypeFont bold) {}

    private final Semaphore free = new Semaphore(CONCURRENT);
    private final ConcurrentLinkedQueue<Faces> parsed = new ConcurrentLinkedQueue<>();

    /** Waits for its turn; close the lease when the document is saved. */
    Lease borrow() throws IOException {
        free.acquireUninterruptibly();
        Faces faces = parsed.poll();
        try {
            faces = faces == null ? new Faces(parse(REGULAR), parse(BOLD)) : faces;
            return new Lease(faces);
        } finally {
            if (faces == null) {
                free.release();
            }
        }
    }

    private static TrueTypeFont parse(String resource) throws IOException {
        try (InputStream in = NoticeFonts.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(
                        resource + " is not on the class path: run npm ci in frontend, then build again");
            }
            TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(in));
            // Ligatures would join characters that a reader has to tell apart.
            font.setEnableGsub(false);
            return font;
        }
    }

    /** The right to render with a pair of fonts. */
    final class Lease implements AutoCloseable {
        private final Faces faces;

        private Lease(Faces faces) {
            this.faces = faces;
        }

        Faces faces() {
            return faces;
        }

        @Override
        public void close() {
            parsed.add(faces);
            free.release();
        }
    }
}
