package org.gongping.draw.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.gongping.core.audit.CanonicalJson;
import org.gongping.core.seal.Shamir;
import org.gongping.core.verify.PolicyReader;
import org.gongping.core.verify.Refused;
import org.gongping.draw.escrow.ShareSeal;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.Octets;
import org.gongping.draw.protocol.ParameterDraw;
import org.gongping.draw.verify.DrawReport;
import org.gongping.draw.verify.DrawVerifier;
import org.gongping.draw.verify.Pins;

/**
 * Writes random draws for comparison with programs in other languages: {@code DrawGenerator FOLDER [COUNT [FIRST]]}. The
 * same numbers give the same files. README.md in the folder tells what they are.
 */
public final class DrawGenerator {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String README = """
            # Generated draws

            For each draw NNNNN:
            - `NNNNN.open.ved1.json`, `NNNNN.sealed.ved1.json`: transcript bundles, production profile; a draw of
              parameters, as every tenth is, has an open view only;
            - `NNNNN.policy.txt` (C2SP tlog-policy) and `NNNNN.keys.json`
              (`{"keys":{signer:hex},"verifier":hex,"vrf_pk":hex}`): what the verifier knows beforehand;
            - `NNNNN.expected.json`: `{"open":{"verdict":…,"codes":[…]},"sealed":{…}}`, the verdict being PASS,
              PASS-CLAIMED or FAIL, the codes those of all checks that fail, sorted. Every third draw is one in which
              somebody cheats.

            `escrow.json`: shares that must open; the secret that two of them give. `params.json`: positions of drawn
            parameters under a seed.
            """;

    /** What nobody can do where no people are drawn. */
    private static final Set<Cheat> OF_PEOPLE =
            EnumSet.of(Cheat.SMALL_POOL, Cheat.ABSENT_PARTY, Cheat.WRONG_CALL, Cheat.OTHER_COUNTS, Cheat.NO_SUPERVISOR);

    private DrawGenerator() {}

    public static void main(String[] arguments) throws IOException {
        int count = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000;
        long first = arguments.length > 2 ? Long.parseLong(arguments[2]) : 1;
        write(Path.of(arguments[0]), count, first);
    }

    /** Writes draws {@code first} to {@code first + count − 1}. */
    public static void write(Path folder, int count, long first) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("README.md"), README);
        Files.write(folder.resolve("escrow.json"), escrow(new Random(first)));
        Files.write(folder.resolve("params.json"), parameters(new Random(first)));
        LongStream.range(first, first + count).parallel().forEach(number -> write(folder, number));
    }

    /** What draw number so-and-so is like. */
    public static SampleDraw.Shape shape(long number) {
        Random random = new Random(number * 31 + 7);
        boolean venue = random.nextInt(3) == 0;
        Set<Cheat> cheats = number % 3 == 0 ? Set.of(Cheat.values()[random.nextInt(Cheat.values().length)]) : Set.of();
        boolean badReason = cheats.contains(Cheat.BAD_REASON);
        boolean wrongCall = cheats.contains(Cheat.WRONG_CALL);
        Set<String> escrowed = new TreeSet<>();
        for (String each : new String[] {"agent", "platform", "supervisor", "vrf"}) {
            if (random.nextInt(8) == 0) {
                escrowed.add(each);
            }
        }
        return new SampleDraw.Shape(
                number,
                (venue ? 300 : 120) + random.nextInt(40),
                2 + random.nextInt(3),
                venue,
                badReason ? 2 : 1 + random.nextInt(3),
                wrongCall ? 1 : random.nextInt(4),
                escrowed,
                random.nextInt(4) == 0 && !cheats.contains(Cheat.SMALL_POOL),
                false,
                cheats);
    }

    /** Whether draw number so-and-so is one of parameters. */
    public static boolean isOfParameters(long number) {
        return number % 10 == 0;
    }

    /** How somebody cheats in draw number so-and-so. */
    public static Set<Cheat> cheats(long number) {
        Set<Cheat> cheats = shape(number).cheats();
        boolean ofPeople = cheats.stream().anyMatch(OF_PEOPLE::contains);
        return isOfParameters(number) && ofPeople ? Set.of(Cheat.OTHER_SEED) : cheats;
    }

    private static void write(Path folder, long number) {
        SampleDraw.Shape shape = shape(number);
        if (isOfParameters(number)) {
            SampleParameterDraw draw =
                    new SampleParameterDraw(number, shape.attempt(), shape.escrowed(), cheats(number));
            write(folder, number, Map.of("open", draw.open()), draw.policy(), draw.pins());
        } else {
            SampleDraw draw = new SampleDraw(shape);
            Map<String, byte[]> views = Map.of("open", draw.open(), "sealed", draw.sealed());
            write(folder, number, views, draw.policy(), draw.pins());
        }
    }

    private static void write(Path folder, long number, Map<String, byte[]> views, byte[] policy, JsonNode pins) {
        String name = "%05d.".formatted(number);
        byte[] keys = CanonicalJson.bytes(pins);
        ObjectNode expected = JSON.createObjectNode();
        try {
            for (Map.Entry<String, byte[]> view : views.entrySet()) {
                Files.write(folder.resolve(name + view.getKey() + ".ved1.json"), view.getValue());
                expected.set(view.getKey(), expected(view.getValue(), policy, keys));
            }
            Files.write(folder.resolve(name + "policy.txt"), policy);
            Files.write(folder.resolve(name + "keys.json"), keys);
            Files.write(folder.resolve(name + "expected.json"), CanonicalJson.bytes(expected));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode expected(byte[] transcript, byte[] policy, byte[] keys) throws IOException {
        DrawReport report;
        try {
            report = new DrawVerifier(PolicyReader.read(policy, "policy"), Pins.read(keys), false)
                    .verify(new ByteArrayInputStream(transcript));
        } catch (Refused e) {
            throw new IOException(e);
        }
        ObjectNode expected = JSON.createObjectNode();
        expected.put("verdict", report.passed() ? report.verdict() : "FAIL");
        ArrayNode codes = expected.putArray("codes");
        report.results().stream()
                .map(DrawReport.Result::failure)
                .flatMap(Optional::stream)
                .map(DrawReport.Failure::code)
                .sorted()
                .forEach(codes::add);
        return expected;
    }

    private static byte[] escrow(Random random) {
        ArrayNode cases = JSON.createArrayNode();
        SecureRandom secure = new SecureRandom();
        for (int i = 0; i < 50; i++) {
            DrawId draw = new DrawId("GP-2026-" + i, 1 + i % 3);
            byte[] secret = SampleKeys.bytes(random);
            byte[] commitment = SampleKeys.bytes(random);
            ObjectNode each = cases.addObject();
            each.put("draw_id", draw.toString()).put("party", "platform");
            each.put("commit", Octets.hex(commitment)).put("r", Octets.hex(secret));
            ArrayNode holders = each.putArray("holders");
            for (byte[] share : Shamir.split(secret, 2, 3, secure)) {
                byte[] key = SampleKeys.bytes(random);
                byte[] sealed = ShareSeal.seal(share, ShareSeal.publicKey(key), draw, "platform", commitment);
                holders.addObject()
                        .put("secret_key", Octets.hex(key))
                        .put("public_key", Octets.hex(ShareSeal.publicKey(key)))
                        .put("share", Octets.hex(share))
                        .put("sealed", Octets.hex(sealed));
            }
        }
        return CanonicalJson.bytes(cases);
    }

    private static byte[] parameters(Random random) {
        ArrayNode cases = JSON.createArrayNode();
        for (int i = 0; i < 200; i++) {
            byte[] seed = SampleKeys.bytes(random);
            DrawId draw = new DrawId("GP-2026-" + i + ".param.1", 1);
            int size = 1 + random.nextInt(i < 100 ? 20 : Integer.MAX_VALUE - 1);
            cases.addObject()
                    .put("seed", Octets.hex(seed))
                    .put("draw_id", draw.toString())
                    .put("name", "K" + i)
                    .put("size", size)
                    .put("position", ParameterDraw.position(seed, draw, "K" + i, size));
        }
        return CanonicalJson.bytes(cases);
    }
}
