package org.gongping.core.bid.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.gongping.core.bid.Bid;

/**
 * What is read out of a bid (开标一览表), as its price envelope holds it.
 *
 * @param price yuan, at most six decimals
 * @param periodDays calendar days
 * @param smallFirmShare 0 to 1, at most six decimals
 */
public record OpeningSummary(
        BigDecimal price,
        Optional<Integer> periodDays,
        Optional<String> projectManager,
        Optional<Bid.FirmSize> firmSize,
        Optional<BigDecimal> smallFirmShare) {
    private static final Pattern AMOUNT = Pattern.compile("(0|[1-9][0-9]{0,15})(\\.[0-9]{1,6})?");
    private static final Pattern SHARE = Pattern.compile("(0(\\.[0-9]{1,6})?|1(\\.0{1,6})?)");
    private static final Set<String> MEMBERS =
            Set.of("price", "periodDays", "projectManager", "firmSize", "smallFirmShare");
    private static final int MAX_DAYS = 36_500;
    private static final int MAX_NAME = 50;

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("price", price.toPlainString());
        periodDays.ifPresent(days -> json.put("periodDays", days));
        projectManager.ifPresent(name -> json.put("projectManager", name));
        firmSize.ifPresent(size -> json.put("firmSize", size.name()));
        smallFirmShare.ifPresent(share -> json.put("smallFirmShare", share.toPlainString()));
        return json;
    }

    /** Nothing when this is not one. */
    public static Optional<OpeningSummary> of(JsonNode json) {
        boolean isKnown = json.isObject();
        for (var names = json.fieldNames(); names.hasNext(); ) {
            isKnown &= MEMBERS.contains(names.next());
        }
        JsonNode days = json.path("periodDays");
        JsonNode name = json.path("projectManager");
        JsonNode size = json.path("firmSize");
        JsonNode share = json.path("smallFirmShare");
        boolean isSound = isKnown
                && isLike(json.path("price"), AMOUNT)
                && (days.isMissingNode() || days.isInt() && days.intValue() > 0 && days.intValue() <= MAX_DAYS)
                && (name.isMissingNode()
                        || name.isTextual()
                                && !name.textValue().isEmpty()
                                && name.textValue().length() <= MAX_NAME)
                && (size.isMissingNode() || size.isTextual() && isSize(size.textValue()))
                && (share.isMissingNode() || isLike(share, SHARE));
        return isSound
                ? Optional.of(new OpeningSummary(
                        new BigDecimal(json.path("price").textValue()),
                        days.isMissingNode() ? Optional.empty() : Optional.of(days.intValue()),
                        Optional.ofNullable(name.textValue()),
                        Optional.ofNullable(size.textValue()).map(Bid.FirmSize::valueOf),
                        Optional.ofNullable(share.textValue()).map(BigDecimal::new)))
                : Optional.empty();
    }

    private static boolean isLike(JsonNode text, Pattern shape) {
        return text.isTextual() && shape.matcher(text.textValue()).matches();
    }

    private static boolean isSize(String text) {
        for (Bid.FirmSize size : Bid.FirmSize.values()) {
            if (size.name().equals(text)) {
                return true;
            }
        }
        return false;
    }
}
