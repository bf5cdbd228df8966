package org.gongping.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.gongping.core.audit.note.SignatureType;
import org.gongping.core.audit.note.SoftwareSigner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class WitnessCommandTest {
    /** A clock that people set must never date a checkpoint of real tenders. */
    @Test
    void aSettableClockIsForLogsOfRehearsalsAlone(@TempDir Path folder) {
        String real = SoftwareSigner.generate("log.example/gongping/2026", SignatureType.ED25519, new SecureRandom())
                .verifierKey()
                .text();
        var err = new StringWriter();
        int code = new CommandLine(new WitnessCommand())
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err))
                .execute(
                        "--name",
                        "venue.example",
                        "--state",
                        folder.toString(),
                        "--rehearsal",
                        "http://localhost:1",
                        "--log",
                        real);
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("whose origins end in /rehearsal, found log.example/gongping/2026");
    }
}
