package org.vigie.api;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.ValueConstants;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.vigie.identity.Open;
import org.vigie.shared.Page;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the OpenAPI document from the controllers and the records that they take and give. What code cannot tell, the
 * sentences, comes from {@code openapi-words.txt}, what an object looks like from {@code openapi-examples.json}; a thing
 * without a sentence is named in {@link #missing()}.
 */
final class OpenApiDocument {
    private static final String PROBLEM = "application/problem+json";
    private static final String JSON = "application/json";
    private static final String DURATION = "^-?PT(?=\\d)(\\d+H)?(\\d+M)?(\\d+(\\.\\d+)?S)?$";

    private final Map<RequestMappingInfo, HandlerMethod> routes;
    private final Map<String, String> words;
    private final JsonNode examples;
    private final TreeSet<String> missing = new TreeSet<>();
    private final TreeSet<String> used = new TreeSet<>();
    private final TreeMap<String, Object> schemas = new TreeMap<>();

    /** @param declaration the schema of what is declared, which no record of the API says */
    OpenApiDocument(
            Map<RequestMappingInfo, HandlerMethod> routes,
            Map<String, String> words,
            JsonNode examples,
            JsonNode declaration) {
        this.routes = routes;
        this.words = words;
        this.examples = examples;
        this.schemas.put("Declaration", JsonMapper.shared().treeToValue(declaration, Object.class));
    }

    TreeSet<String> missing() {
        return missing;
    }

    /** Sentences about things that no longer exist. */
    TreeSet<String> unused() {
        var unused = new TreeSet<>(words.keySet());
        unused.removeAll(used);
        return unused;
    }

    static boolean isPublic(String path) {
        return path.startsWith("/api/v1/") || path.startsWith("/health/") || path.equals("/metrics");
    }

    Map<String, Object> write() {
        var document = new LinkedHashMap<String, Object>();
        document.put("openapi", "3.1.0");
        document.put(
                "info",
                object("title", "Vigie", "version", "1", "summary", say("info.summary"), "description", say("info")));
        document.put("servers", List.of(object("url", "/")));
        document.put("security", List.of(object("token", List.of())));
        document.put("tags", tags());
        document.put("paths", paths());
        document.put(
                "components",
                object(
                        "securitySchemes",
                        object("token", object("type", "http", "scheme", "bearer", "description", say("security"))),
                        "responses",
                        problems(),
                        "schemas",
                        schemas()));
        return document;
    }

    private List<Object> tags() {
        var names = new TreeSet<String>();
        routes.keySet().forEach(route -> paths(route).forEach(path -> names.add(tag(path))));
        return names.stream()
                .map(name -> (Object) object("name", name, "description", say("tag." + name)))
                .toList();
    }

    private static List<String> paths(RequestMappingInfo route) {
        return route.getPatternValues().stream()
                .filter(OpenApiDocument::isPublic)
                .toList();
    }

    private static String tag(String path) {
        return path.startsWith("/api/v1/")
                ? path.split("/")[3].replace(".json", "")
                : path.split("/")[1].equals("metrics") ? "own-metrics" : "health";
    }

    private Map<String, Object> paths() {
        var all = new TreeMap<String, Map<String, Object>>();
        var handlers = new TreeMap<String, Map.Entry<RequestMappingInfo, List<HandlerMethod>>>();
        routes.forEach((route, handler) -> {
            for (String path : paths(route)) {
                for (RequestMethod method : route.getMethodsCondition().getMethods()) {
                    handlers.computeIfAbsent(
                                    path + " " + method.name().toLowerCase(java.util.Locale.ROOT),
                                    key -> Map.entry(route, new ArrayList<>()))
                            .getValue()
                            .add(handler);
                }
            }
        });
        handlers.forEach((key, entry) -> {
            String path = key.substring(0, key.indexOf(' '));
            String method = key.substring(key.indexOf(' ') + 1);
            all.computeIfAbsent(path, some -> new TreeMap<>()).put(method, operation(method, path, entry.getValue()));
        });
        return new TreeMap<>(all);
    }

    /** Several handlers of one address differ in what they produce. */
    private Map<String, Object> operation(String method, String path, List<HandlerMethod> handlers) {
        HandlerMethod handler = handlers.stream()
                .filter(one -> mediaType(one, path).equals(JSON))
                .findFirst()
                .orElse(handlers.getFirst());
        String name = method.toUpperCase(java.util.Locale.ROOT) + " " + path;
        var operation = new LinkedHashMap<String, Object>();
        operation.put("operationId", operationId(method, path));
        operation.put("tags", List.of(tag(path)));
        operation.put("summary", say(name));
        if (isOpen(handler)) {
            operation.put("security", List.of());
        }
        var parameters = new ArrayList<Object>();
        boolean key = false;
        boolean match = false;
        boolean body = false;
        for (Parameter parameter : handler.getMethod().getParameters()) {
            Map<String, Object> written = parameter(name, parameter);
            if (written != null) {
                parameters.add(written);
                key |= written.get("name").equals("Idempotency-Key");
                match |= written.get("name").equals("If-Match");
            }
            var wanted = parameter.getAnnotation(RequestBody.class);
            if (wanted != null) {
                body = true;
                operation.put("requestBody", body(name, handler, parameter, wanted));
            }
        }
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        operation.put("responses", responses(name, method, path, handlers, parameters, key, match, body));
        return operation;
    }

    private static String operationId(String method, String path) {
        var id = new StringBuilder(method);
        for (String part : path.replace("/api/v1/", "/").replace(".json", "").split("[/{}.-]+")) {
            if (!part.isEmpty()) {
                id.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
            }
        }
        return id.toString();
    }

    private static boolean isOpen(HandlerMethod handler) {
        return handler.hasMethodAnnotation(Open.class)
                || AnnotatedElementUtils.hasAnnotation(handler.getBeanType(), Open.class);
    }

    private @Nullable Map<String, Object> parameter(String operation, Parameter parameter) {
        var path = parameter.getAnnotation(PathVariable.class);
        if (path != null) {
            return parameter(operation, parameter, parameter.getName(), "path", true, null);
        }
        var query = parameter.getAnnotation(RequestParam.class);
        if (query != null) {
            boolean hasDefault = !query.defaultValue().equals(ValueConstants.DEFAULT_NONE);
            return parameter(
                    operation,
                    parameter,
                    parameter.getName(),
                    "query",
                    query.required() && !hasDefault,
                    hasDefault ? query.defaultValue() : null);
        }
        if (parameter.isAnnotationPresent(Following.class)) {
            return parameter(operation, parameter, parameter.getName(), "query", false, null);
        }
        var header = parameter.getAnnotation(RequestHeader.class);
        return header == null
                ? null
                : parameter(operation, parameter, header.name(), "header", header.required(), null);
    }

    private Map<String, Object> parameter(
            String operation, Parameter parameter, String name, String in, boolean required, @Nullable String usual) {
        var schema = new LinkedHashMap<String, Object>(schema(parameter.getAnnotatedType(), operation + "?" + name));
        if (schema.get("type") instanceof List<?> types) {
            schema.put("type", types.getFirst());
        }
        if (usual != null) {
            schema.put(
                    "default",
                    usual.matches("\\d+") ? (Object) Integer.valueOf(usual) : usual.equals("false") ? false : usual);
        }
        if (name.equals("limit")) {
            schema.put("minimum", 1);
            schema.put("maximum", Page.MAX_LIMIT);
        }
        if (name.equals("Idempotency-Key")) {
            schema.put("minLength", 1);
            schema.put("maxLength", 200);
        }
        var written = object("name", name, "in", in, "required", required);
        written.put("description", first(operation + "?" + name, "parameter." + name));
        choices(operation + "?" + name, schema);
        written.put("schema", schema);
        return written;
    }

    /** The values that a text may have: "new, assigned, waiting" behind the key of its sentence and ".values". */
    private void choices(String name, Map<String, Object> schema) {
        String values = words.get(name + ".values");
        if (values != null) {
            used.add(name + ".values");
            var all = new ArrayList<Object>(
                    values.startsWith("enum ")
                            ? constants(values.substring("enum ".length()))
                            : Arrays.asList(values.split(", ")));
            @SuppressWarnings("unchecked")
            var inner = (Map<String, Object>) schema.get("items");
            if (schema.get("type") instanceof List<?> types && types.contains("null")) {
                all.add(null);
            }
            (inner == null ? schema : inner).put("enum", all);
        }
    }

    private static List<String> constants(String type) {
        try {
            return Arrays.stream(Class.forName(type).getEnumConstants())
                    .map(one -> Choice.word((Enum<?>) one))
                    .toList();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Object> body(String operation, HandlerMethod handler, Parameter parameter, RequestBody wanted) {
        var content = new LinkedHashMap<String, Object>();
        if (parameter.getType() == byte[].class) {
            for (String type : consumes(handler)) {
                content.put(
                        type,
                        type.equals("application/octet-stream")
                                ? object("schema", object("type", "string", "contentMediaType", type))
                                : type.equals(JSON)
                                        ? object("schema", object("$ref", "#/components/schemas/Declaration"))
                                        : object(
                                                "schema",
                                                object(
                                                        "type",
                                                        "string",
                                                        "description",
                                                        say("schema.Declaration.yaml"))));
            }
            example(operation, content);
        } else {
            content.put(JSON, object("schema", schema(parameter.getAnnotatedType(), operation)));
            example(operation, content);
        }
        // Without a text nothing is declared, which is refused with a line like everything else there.
        return object("required", wanted.required() || parameter.getType() == byte[].class, "content", content);
    }

    private void example(String operation, Map<String, Object> content) {
        JsonNode example = examples.path("requests").path(operation);
        if (example.isMissingNode()) {
            missing.add("example of the request " + operation);
            return;
        }
        @SuppressWarnings("unchecked")
        var first = (Map<String, Object>) content.values().iterator().next();
        first.put("example", JsonMapper.shared().treeToValue(example, Object.class));
    }

    private static List<String> consumes(HandlerMethod handler) {
        var mapping = AnnotatedElementUtils.findMergedAnnotation(
                handler.getMethod(), org.springframework.web.bind.annotation.RequestMapping.class);
        return mapping == null ? List.of() : List.of(mapping.consumes());
    }

    private static String mediaType(HandlerMethod handler, String path) {
        var mapping = AnnotatedElementUtils.findMergedAnnotation(
                handler.getMethod(), org.springframework.web.bind.annotation.RequestMapping.class);
        if (mapping != null && mapping.produces().length > 0) {
            return mapping.produces()[0];
        }
        return path.equals("/api/v1/dump")
                ? "application/octet-stream"
                : path.equals("/metrics") ? "application/openmetrics-text" : JSON;
    }

    private Map<String, Object> responses(
            String name,
            String method,
            String path,
            List<HandlerMethod> handlers,
            List<Object> parameters,
            boolean key,
            boolean match,
            boolean body) {
        var responses = new TreeMap<String, Object>();
        HandlerMethod any = handlers.getFirst();
        var fixed = any.getMethodAnnotation(ResponseStatus.class);
        List<String> good = fixed != null
                ? List.of(Integer.toString(fixed.code().value()))
                : List.of(words.getOrDefault(name + ".status", "200").split(", "));
        used.add(name + ".status");
        for (String status : good) {
            var answer = object("description", first(name + "." + status, "answer." + status));
            var headers = new LinkedHashMap<String, Object>();
            boolean tagged = match || words.containsKey(name + ".etag");
            used.add(name + ".etag");
            if (tagged) {
                headers.put("ETag", header("header.ETag"));
            }
            if (status.equals("201") && method.equals("post") && path.equals("/api/v1/tickets")) {
                headers.put("Location", header("header.Location"));
            }
            if (!headers.isEmpty()) {
                answer.put("headers", headers);
            }
            var content = new TreeMap<String, Object>();
            for (HandlerMethod handler : handlers) {
                answered(handler, path, name).forEach(content::put);
            }
            if (!content.isEmpty()) {
                answer.put("content", content);
            }
            responses.put(status, answer);
        }
        var errors = new TreeSet<>(List.of("406", "500", "503"));
        if (path.startsWith("/health/")) {
            errors.remove("503");
        }
        if (!isOpen(any)) {
            errors.addAll(List.of("401", "404"));
        }
        if (body) {
            errors.addAll(List.of("413", "415"));
        }
        if (body || !parameters.isEmpty()) {
            errors.add("400");
        }
        if (key || words.containsKey(name + ".409")) {
            errors.add("409");
        }
        used.add(name + ".409");
        if (match) {
            errors.add("412");
        }
        errors.removeAll(good);
        errors.forEach(status -> responses.put(status, object("$ref", "#/components/responses/" + status)));
        return responses;
    }

    private Map<String, Object> header(String key) {
        return object("description", say(key), "schema", object("type", "string"));
    }

    private Map<String, Object> answered(HandlerMethod handler, String path, String name) {
        AnnotatedType type = handler.getMethod().getAnnotatedReturnType();
        if (raw(type) == ResponseEntity.class) {
            type = ((AnnotatedParameterizedType) type).getAnnotatedActualTypeArguments()[0];
        }
        Class<?> raw = raw(type);
        if (raw == void.class || raw == Void.class) {
            return Map.of();
        }
        String media = mediaType(handler, path);
        if (raw == byte[].class || raw == org.springframework.core.io.Resource.class && !media.equals(JSON)) {
            return object(media, object("schema", object("type", "string", "contentMediaType", media)));
        }
        if (raw == String.class) {
            return object(media, object("schema", object("type", "string")));
        }
        if (raw == org.springframework.core.io.Resource.class) {
            return object(media, object("schema", object("type", "object")));
        }
        return object(media, object("schema", schema(type, name)));
    }

    private Map<String, Object> problems() {
        var all = new TreeMap<String, Object>();
        for (int status : List.of(400, 401, 404, 406, 409, 412, 413, 415, 500, 503)) {
            all.put(
                    Integer.toString(status),
                    object(
                            "description",
                            say("problem." + status),
                            "content",
                            object(PROBLEM, object("schema", object("$ref", "#/components/schemas/Problem")))));
        }
        return all;
    }

    private Map<String, Object> schemas() {
        var rule = object(
                "type",
                "object",
                "required",
                List.of("field", "line", "code", "message"),
                "properties",
                object(
                        "field", object("type", "string", "description", say("schema.FieldError.field")),
                        "line",
                                object(
                                        "type",
                                        Arrays.asList("integer", "null"),
                                        "description",
                                        say("schema.FieldError.line")),
                        "code", object("type", "string", "description", say("schema.FieldError.code")),
                        "message", object("type", "string", "description", say("schema.FieldError.message"))));
        rule.put("description", say("schema.FieldError"));
        schemas.put("FieldError", rule);
        var problem = object(
                "type",
                "object",
                "description",
                say("schema.Problem"),
                "required",
                List.of("type", "title", "status", "detail"),
                "properties",
                object(
                        "type", object("type", "string", "description", say("schema.Problem.type")),
                        "title", object("type", "string", "description", say("schema.Problem.title")),
                        "status", object("type", "integer", "description", say("schema.Problem.status")),
                        "detail", object("type", "string", "description", say("schema.Problem.detail")),
                        "incident", object("type", "string", "description", say("schema.Problem.incident")),
                        "errors",
                                object(
                                        "type",
                                        "array",
                                        "description",
                                        say("schema.Problem.errors"),
                                        "items",
                                        object("$ref", "#/components/schemas/FieldError"))));
        schemas.put("Problem", problem);
        schemas.forEach(this::exemplify);
        return schemas;
    }

    @SuppressWarnings("unchecked")
    private void exemplify(String name, Object schema) {
        JsonNode example = examples.path("schemas").path(name);
        if (!example.isMissingNode()) {
            ((Map<String, Object>) schema)
                    .put("examples", List.of(JsonMapper.shared().treeToValue(example, Object.class)));
        }
    }

    /** What this type is in JSON. */
    private Map<String, Object> schema(AnnotatedType type, String where) {
        boolean nullable = type.isAnnotationPresent(Nullable.class);
        Class<?> raw = raw(type);
        if (raw == Page.class) {
            AnnotatedType item = ((AnnotatedParameterizedType) type).getAnnotatedActualTypeArguments()[0];
            return object("$ref", "#/components/schemas/" + page(item));
        }
        if (raw == List.class || raw == java.util.Set.class) {
            AnnotatedType item = ((AnnotatedParameterizedType) type).getAnnotatedActualTypeArguments()[0];
            return object("type", nullable ? Arrays.asList("array", "null") : "array", "items", schema(item, where));
        }
        if (raw == Map.class) {
            AnnotatedType value = ((AnnotatedParameterizedType) type).getAnnotatedActualTypeArguments()[1];
            return object("type", "object", "additionalProperties", schema(value, where));
        }
        if (raw.isRecord() || raw.isSealed() && raw.isInterface()) {
            var reference = object("$ref", "#/components/schemas/" + named(raw, where));
            return nullable ? object("anyOf", List.of(reference, object("type", "null"))) : reference;
        }
        return plain(raw, nullable);
    }

    private static Map<String, Object> plain(Class<?> raw, boolean nullable) {
        String type = "string";
        var schema = new LinkedHashMap<String, Object>();
        schema.put("type", type);
        if (raw == Instant.class) {
            schema.put("format", "date-time");
        } else if (raw == LocalDate.class) {
            schema.put("format", "date");
        } else if (raw == Duration.class) {
            // Not the format "duration": that knows neither fractions nor less than nothing.
            schema.put("pattern", DURATION);
        } else if (raw == java.util.UUID.class) {
            schema.put("format", "uuid");
        } else if (raw == YearMonth.class) {
            schema.put("pattern", "^\\d{4}-\\d{2}$");
        } else if (raw == long.class || raw == Long.class) {
            type = "integer";
            schema.put("format", "int64");
        } else if (raw == int.class || raw == Integer.class) {
            type = "integer";
            schema.put("format", "int32");
        } else if (raw == double.class || raw == Double.class || raw == BigDecimal.class) {
            type = "number";
        } else if (raw == boolean.class || raw == Boolean.class) {
            type = "boolean";
        } else if (raw != String.class) {
            throw new IllegalStateException("no JSON for " + raw);
        }
        schema.put("type", nullable ? Arrays.asList(type, "null") : type);
        return schema;
    }

    private String page(AnnotatedType item) {
        String name = name(raw(item)) + "Page";
        if (!schemas.containsKey(name)) {
            schemas.put(name, Map.of());
            var list = object(
                    "type",
                    "object",
                    "description",
                    say("schema.Page"),
                    "required",
                    List.of("items", "next"),
                    "properties",
                    object(
                            "items",
                            object("type", "array", "items", schema(item, name)),
                            "next",
                            object("type", Arrays.asList("string", "null"), "description", say("schema.Page.next"))));
            schemas.put(name, list);
        }
        return name;
    }

    private String named(Class<?> raw, String where) {
        String name = name(raw);
        if (schemas.containsKey(name)) {
            return name;
        }
        schemas.put(name, Map.of());
        if (!raw.isRecord()) {
            schemas.put(
                    name,
                    object(
                            "description",
                            say("schema." + name),
                            "anyOf",
                            Arrays.stream(raw.getPermittedSubclasses())
                                    .map(one -> object("$ref", "#/components/schemas/" + named(one, where)))
                                    .toList()));
            return name;
        }
        boolean asked = isAsked(raw);
        var properties = new LinkedHashMap<String, Object>();
        var required = new ArrayList<String>();
        for (RecordComponent component : raw.getRecordComponents()) {
            String key = "schema." + name + "." + component.getName();
            var property = new LinkedHashMap<String, Object>(schema(component.getAnnotatedType(), key));
            property.put("description", first(key, "field." + component.getName()));
            choices(key, property);
            properties.put(component.getName(), property);
            if (!asked) {
                required.add(component.getName());
            }
        }
        String needed = words.get("schema." + name + ".required");
        if (needed != null) {
            used.add("schema." + name + ".required");
            required.addAll(List.of(needed.split(", ")));
        }
        var schema = object("type", "object", "description", say("schema." + name));
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("properties", properties);
        if (asked) {
            schema.put("additionalProperties", false);
        }
        schemas.put(name, schema);
        return name;
    }

    /** Records of requests: what is in none of the answers. */
    private boolean isAsked(Class<?> raw) {
        return routes.values().stream()
                .flatMap(handler -> Arrays.stream(handler.getMethod().getParameters()))
                .anyMatch(parameter -> parameter.isAnnotationPresent(RequestBody.class) && parameter.getType() == raw);
    }

    /** ClientApi.Shown is a Client, ClientApi.Wanted a ClientWanted, ShownTicket a Ticket. */
    private static String name(Class<?> raw) {
        String own = raw.getSimpleName();
        Class<?> outer = raw.getEnclosingClass();
        if (outer == null) {
            return own.replaceFirst("^Shown", "").replaceFirst("Json$", "");
        }
        String around = outer.getSimpleName().replaceFirst("(Api|Json)$", "").replaceFirst("^Shown", "");
        if (own.equals("Shown")) {
            return around;
        }
        if (own.startsWith("Shown")) {
            return own.substring("Shown".length());
        }
        if (own.endsWith("Json")) {
            return own.replaceFirst("Json$", "");
        }
        return own.startsWith(around) ? own : around + own;
    }

    private static Class<?> raw(AnnotatedType type) {
        Type plain = type.getType();
        return plain instanceof ParameterizedType parameterized
                ? (Class<?>) parameterized.getRawType()
                : (Class<?>) plain;
    }

    private String first(String... keys) {
        for (String key : keys) {
            if (words.containsKey(key)) {
                return say(key);
            }
        }
        missing.add(String.join(" or ", keys));
        return "";
    }

    private String say(String key) {
        used.add(key);
        String text = words.get(key);
        if (text == null) {
            missing.add(key);
            return "";
        }
        return text;
    }

    static LinkedHashMap<String, Object> object(Object... namesAndValues) {
        var object = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }
}
