package org.gongping.service.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gongping.core.opening.hall.HallStep;
import org.gongping.core.room.RoomJson;
import org.gongping.core.room.RoomMessage;
import org.gongping.core.room.message.RoomBeat;
import org.gongping.core.room.message.RoomClosed;
import org.gongping.core.room.message.RoomLive;
import org.gongping.core.room.message.RoomNotice;
import org.gongping.core.room.message.RoomOpened;
import org.gongping.core.room.message.RoomPresence;
import org.gongping.core.room.message.RoomWelcome;
import org.gongping.core.schema.JsonContract;
import org.gongping.draw.calling.BoardHint;
import org.gongping.draw.ceremony.DrawStepHint;
import org.gongping.draw.request.DrawRequestHint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each message of the rooms is one record and one schema with examples, and the two say the same. */
class RoomContractTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FOLDER = "/contract/rooms";
    private static final String SCHEMA = ".schema.json";
    /** Frames that are no message of a room: what is around one, and what a client sends. */
    private static final Set<String> NO_MESSAGES = Set.of("envelope", "resume");

    /** A feature puts the records of its messages here. */
    static Stream<Class<? extends RoomMessage>> messages() {
        return Stream.of(
                RoomWelcome.class,
                RoomLive.class,
                RoomBeat.class,
                RoomPresence.class,
                RoomOpened.class,
                RoomClosed.class,
                RoomNotice.class,
                HallStep.class,
                DrawRequestHint.class,
                BoardHint.class,
                DrawStepHint.class);
    }

    private static JsonNode schema(String name) throws IOException {
        return JSON.readTree(RoomContractTest.class.getResource(FOLDER + "/" + name + SCHEMA));
    }

    private static String typeOf(Class<? extends RoomMessage> record) {
        try {
            return (String) record.getField("TYPE").get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(record + " has no public constant TYPE", e);
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void recordAndSchemaSayTheSame(Class<? extends RoomMessage> record) throws IOException {
        String type = typeOf(record);
        JsonNode schema = schema(type);
        assertThat(schema.path("additionalProperties").isBoolean()).isTrue();
        assertThat(schema.path("additionalProperties").asBoolean()).isFalse();
        Set<String> properties = schema.path("properties").properties().stream()
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        assertThat(properties)
                .isEqualTo(Arrays.stream(record.getRecordComponents())
                        .map(component -> component.getName())
                        .collect(Collectors.toSet()));
        assertThat(schema.path("examples")).isNotEmpty();
        var shown = new HashSet<String>();
        for (JsonNode example : schema.path("examples")) {
            assertThat(JsonContract.ofResource("rooms/" + type + SCHEMA).breaches(example))
                    .isEmpty();
            RoomMessage message = RoomJson.read(example, record);
            assertThat(message.type()).isEqualTo(type);
            assertThat(JSON.readTree(RoomJson.body(message).toString())).isEqualTo(example);
            example.fieldNames().forEachRemaining(shown::add);
        }
        assertThat(shown).as("members that the examples show").isEqualTo(properties);
    }

    @Test
    void everySchemaHasItsRecord() throws IOException, URISyntaxException {
        Set<String> types = messages().map(RoomContractTest::typeOf).collect(Collectors.toCollection(TreeSet::new));
        types.addAll(NO_MESSAGES);
        assertThat(schemaNames()).isEqualTo(types);
    }

    private static Set<String> schemaNames() throws IOException, URISyntaxException {
        var folder = RoomContractTest.class.getResource(FOLDER).toURI();
        if (!folder.getScheme().equals("jar")) {
            return names(Path.of(folder));
        }
        try (var jar = FileSystems.newFileSystem(folder, Map.of())) {
            return names(jar.getPath(FOLDER));
        }
    }

    private static Set<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .map(name -> name.substring(0, name.length() - SCHEMA.length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void examplesOfFramesAreSound() throws IOException {
        for (String name : List.of("envelope", "resume")) {
            for (JsonNode example : schema(name).path("examples")) {
                assertThat(JsonContract.ofResource("rooms/" + name + SCHEMA).breaches(example))
                        .isEmpty();
            }
        }
    }
}
