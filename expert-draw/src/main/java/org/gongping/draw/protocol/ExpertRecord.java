package org.gongping.draw.protocol;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * What the tree holds of one expert of the library, the excluded included (§4.2).
 *
 * @param pid pseudonym in this draw, 32 hex digits
 * @param specialties sorted, distinct, at least one
 * @param region one code
 * @param employer salted tag, 16 hex digits
 * @param salt 64 hex digits
 */
public record ExpertRecord(
        String pid,
        List<String> specialties,
        String region,
        String employer,
        Optional<Exclusion> exclusion,
        String salt) {
    public ExpertRecord {
        specialties = List.copyOf(specialties);
        boolean several = specialties.size() > 1;
        if (specialties.isEmpty()
                || (several
                        && !specialties.equals(specialties.stream()
                                .sorted(Octets.BY_UTF8)
                                .distinct()
                                .toList()))) {
            throw new IllegalArgumentException("specialties are sorted and distinct, and there is one: " + pid);
        }
    }

    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("pid", pid).put("rg", region).put("em", employer).put("salt", salt);
        if (specialties.size() == 1) {
            json.put("sp", specialties.getFirst());
        } else {
            specialties.forEach(json.putArray("sp")::add);
        }
        json.put("ex", exclusion.isPresent() ? 1 : 0);
        json.put("exr", exclusion.map(given -> given.reason().name()).orElse(""));
        exclusion
                .map(Exclusion::evidence)
                .filter(evidence -> !evidence.isEmpty())
                .ifPresent(evidence -> json.put("exh", evidence));
        return json;
    }

    /** RFC 8785 bytes of {@link #json}: members in the order em, ex, exh, exr, pid, rg, salt, sp. */
    public byte[] jcs() {
        StringBuilder out = new StringBuilder(256);
        out.append("{\"em\":");
        CanonicalText.write(employer, out);
        out.append(",\"ex\":").append(exclusion.isPresent() ? '1' : '0');
        if (exclusion.isPresent() && !exclusion.get().evidence().isEmpty()) {
            out.append(",\"exh\":");
            CanonicalText.write(exclusion.get().evidence(), out);
        }
        out.append(",\"exr\":\"")
                .append(exclusion.map(given -> given.reason().name()).orElse(""))
                .append("\",\"pid\":");
        CanonicalText.write(pid, out);
        out.append(",\"rg\":");
        CanonicalText.write(region, out);
        out.append(",\"salt\":");
        CanonicalText.write(salt, out);
        out.append(",\"sp\":");
        if (specialties.size() == 1) {
            CanonicalText.write(specialties.getFirst(), out);
        } else {
            char before = '[';
            for (String specialty : specialties) {
                out.append(before);
                CanonicalText.write(specialty, out);
                before = ',';
            }
            out.append(']');
        }
        return Octets.utf8(out.append('}').toString());
    }

    /** The Merkle leaf hash of this record. */
    public byte[] leaf() {
        return MerkleRoot.leaf(jcs());
    }
}
