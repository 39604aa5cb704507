package org.vigie.api.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.vigie.identity.Open;

/** What the servlet container refuses before any controller is reached. */
@Controller
@Open
class LastResort implements ErrorController {
    private final ProblemAdvice advice;

    LastResort(ProblemAdvice advice) {
        this.advice = advice;
    }

    @RequestMapping("/error")
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            // Too late to say anything: Tomcat breaks the connection after this.
            return;
        }
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 404;
        if (status == 404) {
            advice.write(Problem.of(404, "not-found", "problem.notFound"), request, response);
        } else if (status >= 500) {
            advice.write(Problem.of(status, "broken", "problem.broken"), request, response);
        } else {
            advice.write(Problem.of(status, "request", "problem.request"), request, response);
        }
    }
}
