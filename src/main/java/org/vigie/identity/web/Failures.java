package org.vigie.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;

/** Hands what fails in a filter to the one place where errors become answers. */
@Component
class Failures {
    private final HandlerExceptionResolver resolver;

    Failures(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver resolver) {
        this.resolver = resolver;
    }

    void answer(HttpServletRequest request, HttpServletResponse response, RuntimeException failure) throws IOException {
        ModelAndView answer = resolver.resolveException(request, response, null, failure);
        if (answer == null) {
            throw failure;
        }
        View view = answer.getView();
        if (view != null) {
            try {
                view.render(answer.getModel(), request, response);
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
