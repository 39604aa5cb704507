package org.vigie.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;
import org.vigie.identity.Needs;
import org.vigie.identity.NotSignedIn;
import org.vigie.identity.Open;
import org.vigie.identity.Role;
import org.vigie.identity.Viewer;
import org.vigie.identity.Visits;
import org.vigie.shared.NotFound;

/** Lets a request reach a controller that is open, or whose needs the viewer meets. To anyone else it does not exist. */
final class AccessGate implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        switch (handler) {
            case ResourceHttpRequestHandler files -> {}
            case HandlerMethod method -> check(request, method);
            default -> throw NotFound.of("page", request.getRequestURI());
        }
        return true;
    }

    private static void check(HttpServletRequest request, HandlerMethod method) {
        if (isOpen(method)) {
            return;
        }
        Needs needs = needs(method);
        Viewer viewer = Visits.viewer(request).orElseThrow(NotSignedIn::new);
        if (request.getMethod().equals("OPTIONS")) {
            // Spring's own answer: the methods of an address, which the description of the API tells to anyone.
            return;
        }
        if (needs == null || !meets(viewer, needs)) {
            throw NotFound.of("page", request.getRequestURI());
        }
    }

    static boolean isOpen(HandlerMethod method) {
        // What the method says goes before what its class says.
        return method.hasMethodAnnotation(Open.class)
                || (!method.hasMethodAnnotation(Needs.class)
                        && AnnotatedElementUtils.hasAnnotation(method.getBeanType(), Open.class));
    }

    static @Nullable Needs needs(HandlerMethod method) {
        Needs own = method.getMethodAnnotation(Needs.class);
        return own != null ? own : AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), Needs.class);
    }

    private static boolean meets(Viewer viewer, Needs needs) {
        return needs.value().length == 0
                ? viewer.role() != Role.METRICS
                : Arrays.stream(needs.value()).allMatch(viewer::may);
    }
}
