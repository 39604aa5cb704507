package org.vigie.access;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.springframework.context.ApplicationContext;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.vigie.api.Following;
import tools.jackson.databind.json.JsonMapper;

/** One route of the house as Spring's own mapping has it: method, path, and what its address, form and body name. */
record Route(
        String method,
        String pattern,
        List<String> inPath,
        List<String> inQuery,
        List<String> inBody,
        boolean text,
        String accept,
        HandlerMethod handler) {

    /** Spring's own and the last resort of the container: no controller of ours answers behind them. */
    private static final List<String> NOT_OURS = List.of("/error");

    static List<Route> all(ApplicationContext house) {
        var mapping = house.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
        var routes = new ArrayList<Route>();
        mapping.getHandlerMethods().forEach((info, handler) -> {
            for (String pattern : info.getPatternValues()) {
                if (NOT_OURS.contains(pattern)) {
                    continue;
                }
                var methods = info.getMethodsCondition().getMethods();
                for (var method : methods.isEmpty()
                        ? List.of(org.springframework.web.bind.annotation.RequestMethod.GET)
                        : methods) {
                    String accept = info.getProducesCondition().getProducibleMediaTypes().stream()
                            .findFirst()
                            .map(Objects::toString)
                            .orElse(pattern.startsWith("/api/") ? "application/json" : "text/html");
                    routes.add(of(method.name(), pattern, accept, handler));
                }
            }
        });
        routes.sort(Comparator.comparing(Route::pattern)
                .thenComparing(Route::method)
                .thenComparing(Route::accept));
        return routes;
    }

    private static Route of(String method, String pattern, String accept, HandlerMethod handler) {
        var inPath = new ArrayList<String>();
        var inQuery = new ArrayList<String>();
        var inBody = new ArrayList<String>();
        boolean text = false;
        for (MethodParameter parameter : handler.getMethodParameters()) {
            parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
            var path = parameter.getParameterAnnotation(PathVariable.class);
            var query = parameter.getParameterAnnotation(RequestParam.class);
            if (path != null) {
                inPath.add(named(path.name(), parameter));
            } else if (query != null && java.util.Map.class.isAssignableFrom(parameter.getParameterType())) {
                // A whole form: its fields are those of the declaration, which the reader of declarations holds.
                continue;
            } else if (query != null) {
                inQuery.add(named(query.name(), parameter));
            } else if (parameter.hasParameterAnnotation(Following.class)) {
                inQuery.add("cursor");
            } else if (parameter.hasParameterAnnotation(RequestBody.class)) {
                if (parameter.getParameterType().isRecord()) {
                    Arrays.stream(parameter.getParameterType().getRecordComponents())
                            .forEach(component -> inBody.add(component.getName()));
                } else {
                    text = true;
                }
            } else if (!isOfTheRequest(parameter)) {
                throw new IllegalStateException(
                        handler + " takes " + parameter.getParameterType().getSimpleName()
                                + ", of which Route does not know where it comes from: teach Route.of");
            }
        }
        // What a body repeats of the address is said once.
        inBody.removeAll(inPath);
        return new Route(method, pattern, inPath, inQuery, inBody, text, accept, handler);
    }

    private static String named(String given, MethodParameter parameter) {
        return given.isEmpty() ? Objects.requireNonNull(parameter.getParameterName()) : given;
    }

    private static boolean isOfTheRequest(MethodParameter parameter) {
        String type = parameter.getParameterType().getName();
        return type.startsWith("jakarta.servlet.")
                || type.startsWith("org.vigie.identity.Vi")
                || parameter.hasParameterAnnotation(org.springframework.web.bind.annotation.RequestHeader.class);
    }

    boolean isForPrograms() {
        return pattern.startsWith("/api/") || pattern.equals("/metrics");
    }

    boolean changes() {
        return !method.equals("GET");
    }

    /** What a search for somebody's words can read: neither a PDF nor a packed sheet. */
    boolean readsAsText() {
        return !changes() && packed().isEmpty();
    }

    private String packed() {
        return accept.contains("pdf") ? " (pdf)" : accept.contains("spreadsheet") ? " (xlsx)" : "";
    }

    private String bodyType() {
        var mapping = org.springframework.core.annotation.AnnotatedElementUtils.findMergedAnnotation(
                handler.getMethod(), org.springframework.web.bind.annotation.RequestMapping.class);
        boolean bytes = mapping != null && List.of(mapping.consumes()).contains("application/octet-stream");
        return bytes ? "application/octet-stream" : "application/yaml";
    }

    /** The variables, wherever they stand, and what they stand for. */
    Map<String, Kind> variables() {
        var kinds = new LinkedHashMap<String, Kind>();
        inPath.forEach(name -> kinds.put(name, Kind.of(pattern, name)));
        inQuery.forEach(name -> kinds.put(name, Kind.of(pattern, name)));
        inBody.forEach(name -> kinds.put(name, Kind.of(pattern, name)));
        if (text) {
            kinds.put("text", bodyType().endsWith("yaml") ? Kind.DECLARATION : Kind.PLAIN);
        }
        return kinds;
    }

    List<String> references() {
        return variables().entrySet().stream()
                .filter(entry -> entry.getValue().belongsToSomebody())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** An asset stands in the body and in a filter as a key, and the rest as the registry says. */
    Asked asked(UnaryOperator<String> value) {
        String path = pattern.replaceAll(":[^{}]*\\}", "}");
        for (String name : inPath) {
            path = path.replace("{" + name + "}", encoded(value.apply(name)));
        }
        String query = encodedPairs(inQuery, value);
        boolean form = changes() && !isForPrograms();
        String address = query.isEmpty() || form ? path : path + "?" + query;
        if (form) {
            return new Asked(method, address, query, "application/x-www-form-urlencoded", accept);
        }
        if (text) {
            return new Asked(method, address, value.apply("text"), bodyType(), accept);
        }
        if (inBody.isEmpty()) {
            return new Asked(method, address, null, null, accept);
        }
        var body = new LinkedHashMap<String, Object>();
        for (String name : inBody) {
            String given = value.apply(name);
            if (!given.isEmpty()) {
                body.put(name, typed(name, given));
            }
        }
        return new Asked(method, address, JsonMapper.shared().writeValueAsString(body), "application/json", accept);
    }

    /** Numbers of tickets, of what is said on them and of minutes are numbers, those of several a list, an article two texts. */
    private static Object typed(String name, String given) {
        return switch (name) {
            case "ticket", "entry", "minutes" -> Long.valueOf(given);
            case "tickets" -> List.of(Long.valueOf(given));
            case "tasks" -> List.of(given);
            case "fr" -> Map.of("title", given, "body", given);
            default -> given.equals("true") || given.equals("false") ? Boolean.valueOf(given) : given;
        };
    }

    private static String encodedPairs(List<String> names, UnaryOperator<String> value) {
        var pairs = new ArrayList<String>();
        for (String name : names) {
            String given = value.apply(name);
            if (!given.isEmpty()) {
                pairs.add(name + "=" + encoded(given));
            }
        }
        return String.join("&", pairs);
    }

    private static String encoded(String value) {
        return java.net.URLEncoder.encode(value, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20");
    }

    @Override
    public String toString() {
        return method + " " + pattern + packed();
    }

    /** A request that is ready to be sent, whoever sends it. */
    record Asked(String method, String address, String body, String type, String accept) {}
}
