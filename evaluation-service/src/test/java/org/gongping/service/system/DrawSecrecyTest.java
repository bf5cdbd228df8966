package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Nobody is trusted: the server holds nothing of a party's before the step in which the party gives it away. */
class DrawSecrecyTest {
    private static final HexFormat HEX = HexFormat.of();

    /** Whatever the server has: all rows of all tables, all that it logs, all that it answers to everybody. */
    private static final class Everything implements AutoCloseable {
        private final DrawHall draw;
        private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
        private final Logger root = (Logger) LoggerFactory.getLogger("org.gongping");
        private final Level before = root.getLevel();

        Everything(DrawHall draw) {
            this.draw = draw;
            root.setLevel(Level.DEBUG);
            logged.start();
            root.addAppender(logged);
        }

        String text() {
            StringBuilder all = new StringBuilder();
            for (Map<String, String> table :
                    draw.hall.rows.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")) {
                draw.hall
                        .rows
                        .query("SELECT t::text AS row FROM " + table.get("tablename") + " t")
                        .forEach(row -> all.append(row.get("row")).append('\n'));
            }
            List.copyOf(logged.list)
                    .forEach(event -> all.append(event.getFormattedMessage()).append('\n'));
            for (Person person : draw.people.values()) {
                all.append(draw.hall.get(person, draw.tender.path() + "/draw").text());
                all.append(draw.hall
                        .get(person, draw.tender.path() + "/draw/attempts/1/transcript")
                        .text());
                all.append(draw.hall
                        .get(person, draw.tender.path() + "/draw/attempts/1/final")
                        .text());
                for (String holder : List.of("agent", "outside", "supervisor")) {
                    all.append(draw.hall
                            .get(person, draw.tender.path() + "/draw/attempts/1/shares/" + holder)
                            .text());
                }
            }
            return all.toString().toLowerCase(Locale.ROOT);
        }

        @Override
        public void close() {
            root.detachAppender(logged);
            root.setLevel(before);
        }
    }

    private static void requireAbsent(String everything, Map<String, byte[]> secrets) {
        secrets.forEach((name, secret) -> {
            assertThat(everything.contains(HEX.formatHex(secret))).as(name).isFalse();
            String base64 =
                    Base64.getEncoder().withoutPadding().encodeToString(secret).toLowerCase(Locale.ROOT);
            assertThat(everything.contains(base64)).as(name).isFalse();
        });
    }

    /** Keys of the parties and of the platform: never anywhere but in their own files. */
    private static Map<String, byte[]> keys(DrawHall draw) {
        Map<String, byte[]> keys = new LinkedHashMap<>();
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(draw.folder)) {
            all.filter(file -> file.getFileName().toString().matches("(signing|sealing|vrf)\\.key"))
                    .forEach(files::add);
            for (Path file : files) {
                keys.put(file.toString(), HEX.parseHex(Files.readString(file).strip()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(keys).hasSize(9);
        return keys;
    }

    private static Map<String, byte[]> contributions(DrawHall draw, String... parties) throws IOException {
        Map<String, byte[]> secrets = new LinkedHashMap<>();
        for (String party : parties) {
            secrets.put("contribution of " + party, draw.contribution(party, 1));
        }
        return secrets;
    }

    @Test
    void nothingIsThereBeforeItsStep(@TempDir Path folder) throws Exception {
        try (DrawHall draw = new DrawHall(folder);
                Everything everything = new Everything(draw)) {
            draw.readyToStart();
            draw.starts().expect(201);
            requireAbsent(everything.text(), keys(draw));
            draw.advance(List.of("agent", "supervisor", "platform"));
            draw.awaitSeal("k1");
            requireAbsent(everything.text(), contributions(draw, "agent", "platform", "supervisor"));
            draw.advance(List.of("agent", "supervisor", "platform"));
            requireAbsent(everything.text(), contributions(draw, "agent", "platform", "supervisor"));
            draw.advance(List.of("outside", "supervisor"));
            assertThat(draw.state()).isEqualTo("CHECKING");
            requireAbsent(everything.text(), contributions(draw, "agent", "platform", "supervisor"));
            draw.advance(List.of("outside"));
            requireAbsent(everything.text(), contributions(draw, "agent", "platform", "supervisor"));
            draw.advance(List.of("agent"));
            String opened = everything.text();
            requireAbsent(opened, contributions(draw, "platform", "supervisor"));
            assertThat(opened).contains(HEX.formatHex(draw.contribution("agent", 1)));
            draw.play(DrawHall.PARTIES);
            draw.awaitSeal("k2");
            requireAbsent(everything.text(), keys(draw));
        }
    }
}
