package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.gongping.draw.escrow.Deposit;
import org.gongping.draw.escrow.ShareSeal;
import org.gongping.draw.escrow.VrfBackup;
import org.gongping.draw.protocol.Octets;
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
        private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        private final Level before = root.getLevel();

        Everything(DrawHall draw) {
            this.draw = draw;
            root.setLevel(Level.DEBUG);
            logged.start();
            root.addAppender(logged);
        }

        Seen look() {
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
            all.append(answers(draw.people.values()));
            return new Seen(all.toString());
        }

        /** What the server answers to these people, its bytes as characters. */
        String answers(Collection<Person> people) {
            StringBuilder all = new StringBuilder();
            List<String> paths = new ArrayList<>(List.of("", "/board", "/attempts/1/transcript", "/attempts/1/final"));
            Deposit.HOLDERS.forEach(holder -> paths.add("/attempts/1/shares/" + holder));
            for (Person person : people) {
                for (String path : paths) {
                    byte[] answer = draw.hall
                            .get(person, draw.tender.path() + "/draw" + path)
                            .response()
                            .body();
                    all.append(new String(answer, StandardCharsets.ISO_8859_1)).append('\n');
                }
            }
            return all.toString();
        }

        @Override
        public void close() {
            root.detachAppender(logged);
            root.setLevel(before);
        }
    }

    /** Text in which secrets are looked for: as bytes, in hex, and in base64 wherever it may begin in what is encoded. */
    private record Seen(String text, String lower) {
        Seen(String text) {
            this(text, text.toLowerCase(Locale.ROOT));
        }

        boolean has(byte[] secret) {
            if (text.contains(new String(secret, StandardCharsets.ISO_8859_1))
                    || lower.contains(HEX.formatHex(secret))) {
                return true;
            }
            for (int before = 0; before < 3; before++) {
                byte[] shifted = new byte[before + secret.length];
                System.arraycopy(secret, 0, shifted, before, secret.length);
                // The characters that the secret alone decides.
                int from = (before * 8 + 5) / 6;
                int to = shifted.length * 8 / 6;
                for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
                    if (text.contains(encoder.encodeToString(shifted).substring(from, to))) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    private static void requireAbsent(Seen everything, Map<String, byte[]> secrets) {
        secrets.forEach(
                (name, secret) -> assertThat(everything.has(secret)).as(name).isFalse());
    }

    @Test
    void aSecretIsFoundHoweverItIsWritten() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        byte[] within = Octets.concat(new byte[] {1}, secret, new byte[] {2, 3});
        for (String text : List.of(
                "x" + HEX.formatHex(secret).toUpperCase(Locale.ROOT),
                Base64.getEncoder().encodeToString(secret),
                Base64.getEncoder().encodeToString(within),
                Base64.getUrlEncoder().encodeToString(Octets.concat(new byte[2], secret, new byte[5])),
                "x" + new String(secret, StandardCharsets.ISO_8859_1))) {
            assertThat(new Seen(text).has(secret)).as(text).isTrue();
        }
        assertThat(new Seen(Base64.getEncoder().encodeToString(new byte[40])).has(secret))
                .isFalse();
    }

    private static byte[] sealingKey(DrawHall draw, String holder) throws IOException {
        return HEX.parseHex(Files.readString(draw.folder.resolve("party-" + holder + "/sealing.key"))
                .strip());
    }

    private static byte[] sealed(DrawHall draw, String holder, String of) {
        String text = draw.hall
                .get(draw.people.get(holder), draw.tender.path() + "/draw/attempts/1/shares/" + holder)
                .expect(200)
                .json()
                .path(of)
                .asText();
        return Base64.getDecoder().decode(text);
    }

    private static String share(String holder, String of) {
        return "share of " + holder + " of " + of;
    }

    /** Every share, opened as its holder alone can, without its number: those of the deposits, and those of the key. */
    private static Map<String, byte[]> shares(DrawHall draw) throws IOException {
        Map<String, byte[]> shares = new LinkedHashMap<>();
        JsonNode view = draw.view();
        byte[] vrfKey = HEX.parseHex(view.path("vrfKey").asText());
        for (String holder : Deposit.HOLDERS) {
            byte[] key = sealingKey(draw, holder);
            for (JsonNode party : view.at("/current/parties")) {
                String of = party.path("party").asText();
                byte[] commitment = HEX.parseHex(party.path("commit").asText());
                byte[] share = ShareSeal.open(sealed(draw, holder, of), key, draw.draw(1), of, commitment)
                        .orElseThrow();
                shares.put(share(holder, of), Arrays.copyOfRange(share, 1, share.length));
            }
            byte[] backup = VrfBackup.open(
                            sealed(draw, holder, "vrf"), key, draw.draw(1).tender(), holder, vrfKey)
                    .orElseThrow();
            shares.put(share(holder, "vrf"), Arrays.copyOfRange(backup, 1, backup.length));
        }
        assertThat(shares).hasSize(12);
        return shares;
    }

    private static Map<String, byte[]> without(Map<String, byte[]> secrets, String... names) {
        Map<String, byte[]> rest = new LinkedHashMap<>(secrets);
        rest.keySet().removeAll(List.of(names));
        return rest;
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

    /** To deposits that lie there, unopened. */
    private static void untilDeposited(DrawHall draw, Everything everything) throws Exception {
        draw.readyToStart();
        draw.starts().expect(201);
        requireAbsent(everything.look(), keys(draw));
        draw.advance(List.of("agent", "supervisor", "platform"));
        draw.awaitSeal("k1");
        requireAbsent(everything.look(), contributions(draw, "agent", "platform", "supervisor"));
        draw.advance(List.of("agent", "supervisor", "platform"));
        assertThat(draw.state()).isEqualTo("CHECKING");
    }

    @Test
    void nothingIsThereBeforeItsStep(@TempDir Path folder) throws Exception {
        try (DrawHall draw = new DrawHall(folder);
                Everything everything = new Everything(draw)) {
            untilDeposited(draw, everything);
            Map<String, byte[]> shares = shares(draw);
            requireAbsent(everything.look(), contributions(draw, "agent", "platform", "supervisor"));
            requireAbsent(everything.look(), shares);

            // The check of the platform's deposit: a share comes with its holder, and is shown to holders alone.
            draw.advance(List.of("outside"));
            Seen one = everything.look();
            assertThat(one.has(shares.get(share("outside", "platform")))).isTrue();
            requireAbsent(one, without(shares, share("outside", "platform")));
            draw.advance(List.of("supervisor"));
            assertThat(draw.state()).isEqualTo("CHECKING");
            Map<String, byte[]> closed = without(shares, share("outside", "platform"), share("supervisor", "platform"));
            requireAbsent(everything.look(), closed);
            requireAbsent(everything.look(), contributions(draw, "agent", "platform", "supervisor"));
            requireAbsent(new Seen(everything.answers(notHolders(draw))), shares);
            draw.advance(List.of("outside"));
            requireAbsent(everything.look(), contributions(draw, "agent", "platform", "supervisor"));
            requireAbsent(new Seen(everything.answers(draw.people.values())), shares);

            draw.advance(List.of("agent"));
            Seen opened = everything.look();
            requireAbsent(opened, contributions(draw, "platform", "supervisor"));
            assertThat(opened.has(draw.contribution("agent", 1))).isTrue();
            draw.play(DrawHall.PARTIES);
            draw.awaitSeal("k2");
            Seen last = everything.look();
            requireAbsent(last, keys(draw));
            requireAbsent(last, closed);
        }
    }

    private static List<Person> notHolders(DrawHall draw) {
        return List.of(draw.people.get("platform"), draw.hall.ownersClerk, draw.hall.auditor);
    }

    @Test
    void anEscrowThatIsOpenedShowsTheSharesOfTwoHoldersAndNeverTheKey(@TempDir Path folder) throws Exception {
        try (DrawHall draw = new DrawHall(folder);
                Everything everything = new Everything(draw)) {
            untilDeposited(draw, everything);
            Map<String, byte[]> shares = shares(draw);
            draw.advance(List.of("outside", "supervisor", "outside", "supervisor"));
            // The agent never reveals, and the platform never signs.
            draw.hall.clock.set("2026-03-30 11:00");
            Map<String, byte[]> closed = without(shares, share("outside", "platform"), share("supervisor", "platform"));
            requireAbsent(everything.look(), closed);
            opens(draw);
            closed = without(closed, share("outside", "agent"), share("supervisor", "agent"));
            Seen agents = everything.look();
            assertThat(agents.has(shares.get(share("outside", "agent")))).isTrue();
            assertThat(agents.has(draw.contribution("agent", 1))).isTrue();
            requireAbsent(agents, closed);
            requireAbsent(new Seen(everything.answers(notHolders(draw))), shares);
            requireAbsent(agents, contributions(draw, "platform"));

            draw.hall.clock.set("2026-03-30 12:00");
            opens(draw);
            assertThat(draw.state()).isEqualTo("FINISHING");
            draw.hall.clock.set("2026-03-30 13:00");
            draw.clients.get("outside").advance(true);
            Seen first = everything.look();
            requireAbsent(first, without(closed, share("outside", "vrf")));
            requireAbsent(new Seen(everything.answers(draw.people.values())), shares);
            opens(draw);
            assertThat(draw.state()).isEqualTo("DRAWN");
            Seen last = everything.look();
            requireAbsent(last, without(closed, share("outside", "vrf")));
            requireAbsent(last, keys(draw));
        }
    }

    private static void opens(DrawHall draw) throws Exception {
        for (String holder : List.of("outside", "supervisor", "outside", "supervisor")) {
            draw.clients.get(holder).advance(true);
        }
    }
}
