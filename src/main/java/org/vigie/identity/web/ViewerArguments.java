package org.vigie.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.vigie.identity.NotSignedIn;
import org.vigie.identity.Viewer;
import org.vigie.identity.Visitor;
import org.vigie.identity.Visits;

/** A controller's method asks for a {@link Viewer} or {@link Visitor} as a parameter and gets the one of the request. */
final class ViewerArguments implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Viewer.class || parameter.getParameterType() == Visitor.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        var servletRequest = request.getNativeRequest(HttpServletRequest.class);
        if (servletRequest == null) {
            throw new IllegalStateException("not a servlet request");
        }
        Visitor visitor = Visits.visitor(servletRequest).orElseThrow(NotSignedIn::new);
        return parameter.getParameterType() == Viewer.class ? visitor.viewer() : visitor;
    }
}
