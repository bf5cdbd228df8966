package org.gongping.service.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import io.vertx.json.schema.common.dsl.SchemaType;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.Refusal.FieldError;

/**
 * Holds a request against the contract and names everything that is wrong with it at once. The rules are the schemas
 * of the contract; this class adds what no schema says: JSON must be sound, texts must be storable, a parameter comes
 * once, and nothing comes that the contract does not know.
 *
 * <p>It replaces the validator of the OpenAPI router, which decodes parameters twice (a name such as
 * {@code 100%.pdf} is refused), stops at the first error and occupies a worker thread for each request.
 */
final class ContractValidation {
    /** What a valid request carries. */
    record Valid(Map<String, Object> parameters, Optional<JsonNode> body) {}

    private final Map<String, Rules> rules;

    ContractValidation(OpenAPIContract contract) {
        this.rules = contract.operations().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Operation::getOperationId, operation -> Rules.of(contract, operation)));
    }

    Outcome<Valid> validate(ApiRequest request) {
        Rules expected = rules.get(request.operationId());
        var errors = new ArrayList<FieldError>();
        Map<String, Object> parameters = parameters(expected, request, errors);
        Optional<JsonNode> body = Optional.empty();
        if (expected.body().isPresent()) {
            body = body(expected.body().get(), request, errors);
        }
        return errors.isEmpty()
                ? Outcome.done(new Valid(parameters, body))
                : Outcome.refused(new Refusal.Invalid(errors));
    }

    private static Map<String, Object> parameters(Rules expected, ApiRequest request, List<FieldError> errors) {
        var values = new HashMap<String, Object>();
        for (ParameterRule rule : expected.parameters()) {
            List<String> found = switch (rule.parameter().getIn()) {
                case PATH ->
                    Optional.ofNullable(request.path().get(rule.name())).stream()
                            .toList();
                case QUERY -> request.query().getAll(rule.name());
                case HEADER -> request.headers().getAll(rule.name());
                case COOKIE -> List.of();
            };
            rule.read(found, errors).ifPresent(value -> values.put(rule.name(), value));
        }
        for (String name : request.query().names()) {
            if (!expected.queryNames().contains(name)) {
                errors.add(new FieldError("query/" + name, "未知参数", "Unknown parameter"));
            }
        }
        return values;
    }

    private static Optional<JsonNode> body(BodyRule rule, ApiRequest request, List<FieldError> errors) {
        if (request.body().length() == 0) {
            if (rule.required()) {
                errors.add(new FieldError("", "缺少请求正文", "The body is missing"));
            }
            return Optional.empty();
        }
        JsonNode body;
        try {
            body = Json.codec().readTree(request.body().getBytes());
        } catch (JsonProcessingException e) {
            String at = e.getLocation() == null
                    ? ""
                    : " " + e.getLocation().getLineNr() + ":" + e.getLocation().getColumnNr();
            errors.add(new FieldError("", "JSON 有误" + at, "Not sound JSON" + at));
            return Optional.empty();
        } catch (IOException e) {
            errors.add(new FieldError("", "JSON 有误", "Not sound JSON"));
            return Optional.empty();
        }
        int before = errors.size();
        Object plain = PlainJson.of(body, errors);
        if (errors.size() == before) {
            errors.addAll(SchemaErrors.of(rule.validator().validate(plain), ""));
        }
        return Optional.of(body);
    }

    private record Rules(List<ParameterRule> parameters, Set<String> queryNames, Optional<BodyRule> body) {
        static Rules of(OpenAPIContract contract, Operation operation) {
            var parameters = operation.getParameters().stream()
                    .map(parameter -> new ParameterRule(
                            parameter, contract.getSchemaRepository().validator(parameter.getSchema())))
                    .toList();
            Set<String> queryNames = operation.getParameters().stream()
                    .filter(parameter -> parameter.getIn() == io.vertx.openapi.contract.Location.QUERY)
                    .map(Parameter::getName)
                    .collect(Collectors.toUnmodifiableSet());
            Optional<BodyRule> body = Optional.ofNullable(operation.getRequestBody())
                    .flatMap(request -> Optional.ofNullable(request.getContent().get("application/json"))
                            .map(MediaType::getSchema)
                            .map(schema -> new BodyRule(
                                    request.isRequired(),
                                    contract.getSchemaRepository().validator(schema))));
            return new Rules(parameters, queryNames, body);
        }
    }

    private record BodyRule(boolean required, Validator validator) {}

    private record ParameterRule(Parameter parameter, Validator validator) {
        String name() {
            return parameter.getName();
        }

        String pointer() {
            return parameter.getIn().name().toLowerCase(java.util.Locale.ROOT) + "/" + name();
        }

        Optional<Object> read(List<String> found, List<FieldError> errors) {
            if (found.isEmpty()) {
                if (parameter.isRequired()) {
                    errors.add(new FieldError(pointer(), "缺少必需的参数", "A required parameter is missing"));
                    return Optional.empty();
                }
                return Optional.ofNullable(schema().get("default"));
            }
            if (found.size() > 1) {
                errors.add(new FieldError(pointer(), "参数重复", "The parameter is given more than once"));
                return Optional.empty();
            }
            Optional<Object> value = typed(found.get(0));
            if (value.isEmpty() && parameter.getSchemaType() == SchemaType.INTEGER) {
                errors.add(new FieldError(
                        pointer(), "应为整数，如 100，且不超过 19 位", "A whole number such as 100, of at most 19 digits"));
                return Optional.empty();
            }
            if (value.isEmpty() || !PlainJson.isStorable(found.get(0))) {
                errors.add(new FieldError(pointer(), "值无法识别", "The value cannot be read"));
                return Optional.empty();
            }
            OutputUnit result = validator.validate(value.get());
            if (!Boolean.TRUE.equals(result.getValid())) {
                errors.addAll(SchemaErrors.of(result, pointer()));
                return Optional.empty();
            }
            return value;
        }

        private JsonSchema schema() {
            return parameter.getSchema();
        }

        /** An {@code Integer} wherever one can hold it, as in JSON that has been read. */
        private static Object integer(long value) {
            return (int) value == value ? Integer.valueOf((int) value) : (Object) Long.valueOf(value);
        }

        private Optional<Object> typed(String text) {
            try {
                return switch (parameter.getSchemaType()) {
                    case INTEGER -> Optional.of(integer(Long.parseLong(text)));
                    case BOOLEAN ->
                        text.equals("true") || text.equals("false")
                                ? Optional.of(Boolean.valueOf(text))
                                : Optional.empty();
                    case STRING -> Optional.of(text);
                    default ->
                        throw new IllegalStateException("parameter " + name() + " of a type that no operation uses");
                };
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }
    }
}
