package org.vigie.api;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;
import org.vigie.shared.MasterKey;
import org.vigie.shared.Page;
import org.vigie.shared.Refused;

/**
 * Cursors as callers hold them: the room's own, sealed with the list and the filters that it came from. A cursor that was
 * altered, or is brought to another list, is refused; without that it would point at some row and skip others in silence.
 */
@ControllerAdvice
class Cursors implements ResponseBodyAdvice<Object>, HandlerMethodArgumentResolver {
    private static final String PARAMETER = "cursor";
    private static final int SEAL = 12;
    private static final int LONGEST = 2_000;

    private final SecretKeySpec key;

    Cursors(MasterKey master) {
        this.key = new SecretKeySpec(master.derive("api cursors"), "HmacSHA256");
    }

    @Configuration(proxyBeanMethods = false)
    static class Registered implements WebMvcConfigurer {
        private final Cursors cursors;

        Registered(Cursors cursors) {
            this.cursors = cursors;
        }

        @Override
        public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
            resolvers.add(cursors);
        }
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.hasParameterAnnotation(Following.class);
    }

    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        var servletRequest = request.getNativeRequest(HttpServletRequest.class);
        String given = servletRequest == null ? null : servletRequest.getParameter(PARAMETER);
        return servletRequest == null || given == null || given.isEmpty() ? null : opened(given, list(servletRequest));
    }

    private String opened(String cursor, String list) {
        try {
            byte[] all = cursor.length() > LONGEST
                    ? new byte[0]
                    : Base64.getUrlDecoder().decode(cursor);
            if (all.length > SEAL) {
                String own = new String(all, SEAL, all.length - SEAL, StandardCharsets.UTF_8);
                if (MessageDigest.isEqual(Arrays.copyOf(all, SEAL), seal(own, list))) {
                    return own;
                }
            }
        } catch (IllegalArgumentException notBase64) {
            throw Refused.field(PARAMETER, "refusal.cursor");
        }
        throw Refused.field(PARAMETER, "refusal.cursor");
    }

    @Override
    public boolean supports(MethodParameter answer, Class<? extends HttpMessageConverter<?>> converter) {
        return answer.getParameterType() == Page.class;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter answer,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (body instanceof Page<?>(List<?> items, String own)
                && own != null
                && request instanceof ServletServerHttpRequest servlet) {
            byte[] text = own.getBytes(StandardCharsets.UTF_8);
            byte[] all = ByteBuffer.allocate(SEAL + text.length)
                    .put(seal(own, list(servlet.getServletRequest())))
                    .put(text)
                    .array();
            return new Page<>(items, Base64.getUrlEncoder().withoutPadding().encodeToString(all));
        }
        return body;
    }

    /** The address and what chooses and orders its rows; how many rows an answer holds may change on the way. */
    private static String list(HttpServletRequest request) {
        var filters = new TreeMap<String, String>();
        request.getParameterMap().forEach((name, values) -> {
            String written = String.join("\n", values);
            if (!name.equals(PARAMETER) && !name.equals("limit") && !written.isBlank()) {
                filters.put(name, written);
            }
        });
        return request.getRequestURI() + " " + filters;
    }

    private byte[] seal(String own, String list) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(list.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Arrays.copyOf(mac.doFinal(own.getBytes(StandardCharsets.UTF_8)), SEAL);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
