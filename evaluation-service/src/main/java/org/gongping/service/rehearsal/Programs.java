package org.gongping.service.rehearsal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a rehearsal has run beside the API, in processes of their own, as people would: the parties of a draw of experts, and
 * the verifier of its transcript.
 */
public interface Programs extends AutoCloseable {
    /**
     * What came of it.
     *
     * @param summary numbers and words to hold against a case file
     */
    record Ran(ObjectNode summary, List<Difference> differences) {
        public Ran {
            differences = List.copyOf(differences);
        }
    }

    /**
     * Runs the parties of the draw of a project at the same time, each over a folder that it keeps for the project, until all
     * have ended. The summary has for each party the exit code and its last line; any code but 0 is a difference.
     *
     * @param accounts by party
     * @param options for all of them, of {@code gongping draw party}
     */
    Ran parties(UUID projectId, Map<String, String> accounts, List<String> options);

    /**
     * Verifies a transcript of the draw of a project by the keys in the folders of its parties. The summary has the exit code
     * and the verdict.
     *
     * @param vrfKey the finaliser's key as it was shown when the parties had registered theirs, hex
     */
    Ran verify(UUID projectId, byte[] transcript, String vrfKey);

    /** Ends what is left of them, and forgets the keys that were made for the rehearsal. */
    @Override
    void close();

    /** Where no draw can be held: whatever is asked for is a difference that says why. */
    static Programs none(String why) {
        var ran = new Ran(
                JsonNodeFactory.instance.objectNode(),
                List.of(new Difference("draw", "a server on which a draw can be held", "none", why)));
        return new Programs() {
            @Override
            public Ran parties(UUID projectId, Map<String, String> accounts, List<String> options) {
                return ran;
            }

            @Override
            public Ran verify(UUID projectId, byte[] transcript, String vrfKey) {
                return ran;
            }

            @Override
            public void close() {
                // Nothing was started.
            }
        };
    }
}
