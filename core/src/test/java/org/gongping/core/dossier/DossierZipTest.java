package org.gongping.core.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class DossierZipTest {
    private static final byte[] BYTES = "内容".getBytes(StandardCharsets.UTF_8);

    private static byte[] archive() throws IOException {
        var out = new ByteArrayOutputStream();
        var zip = new DossierZip(out);
        zip.add("a", DossierZip.measure(BYTES), new ByteArrayInputStream(BYTES));
        zip.add("b", BYTES);
        zip.finish();
        return out.toByteArray();
    }

    @Test
    void isTheSameInEveryTimeZone() throws IOException {
        TimeZone here = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Shanghai"));
            byte[] shanghai = archive();
            TimeZone.setDefault(TimeZone.getTimeZone("America/St_Johns"));
            assertThat(archive()).isEqualTo(shanghai);
        } finally {
            TimeZone.setDefault(here);
        }
    }

    /** What a compressor yields depends on its library, which differs between machines. */
    @Test
    void storesFilesAsTheyAre() throws IOException {
        try (var zip = new ZipInputStream(new ByteArrayInputStream(archive()))) {
            for (String name : new String[] {"a", "b"}) {
                ZipEntry entry = zip.getNextEntry();
                assertThat(entry.getName()).isEqualTo(name);
                assertThat(entry.getMethod()).isEqualTo(ZipEntry.STORED);
                assertThat(zip.readAllBytes()).isEqualTo(BYTES);
            }
            assertThat(zip.getNextEntry()).isNull();
        }
    }

    @Test
    void tellsWhenAFileIsNoLongerWhatWasMeasured() throws IOException {
        byte[] other = BYTES.clone();
        other[0] ^= 1;
        var zip = new DossierZip(new ByteArrayOutputStream());
        DossierZip.Measured measured = DossierZip.measure(BYTES);
        assertThat(zip.add("a", measured, new ByteArrayInputStream(other))).isNotEqualTo(measured);
    }
}
