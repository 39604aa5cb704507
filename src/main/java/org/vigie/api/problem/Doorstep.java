package org.vigie.api.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.vigie.shared.Refused;

/** Turns away what no controller of the API should have to look at: bodies without end, parameters that hold a NUL. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class Doorstep extends OncePerRequestFilter {
    static final long LARGEST_BODY = 16L * 1024 * 1024;

    /** An attachment has a limit of its own, said by its own rule; this one is above it. */
    private static final long LARGEST_FILE = 110L * 1024 * 1024;

    private final ProblemAdvice advice;

    Doorstep(ProblemAdvice advice) {
        this.advice = advice;
    }

    /** Read on while the body is counted: who sends it in chunks says no length before. */
    static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith("/api/v1/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long largest = request.getRequestURI().endsWith("/attachments") ? LARGEST_FILE : LARGEST_BODY;
        if (request.getContentLengthLong() > largest) {
            advice.write(Diagnosis.of(new TooLarge()), request, response);
            return;
        }
        for (var parameter : request.getParameterMap().entrySet()) {
            for (String value : parameter.getValue()) {
                if (value.indexOf('\0') >= 0) {
                    var refused = Refused.field(parameter.getKey(), "refusal.unwritable");
                    advice.write(Diagnosis.of(refused), request, response);
                    return;
                }
            }
        }
        chain.doFilter(new Counted(request, largest), response);
    }

    private static final class Counted extends HttpServletRequestWrapper {
        private final long largest;

        Counted(HttpServletRequest request, long largest) {
            super(request);
            this.largest = largest;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new CountedStream(super.getInputStream(), largest);
        }
    }

    private static final class CountedStream extends ServletInputStream {
        private final ServletInputStream body;
        private final long largest;
        private long read;

        CountedStream(ServletInputStream body, long largest) {
            this.body = body;
            this.largest = largest;
        }

        @Override
        public int read() throws IOException {
            int one = body.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int some = body.read(bytes, offset, length);
            count(Math.max(0, some));
            return some;
        }

        private void count(int more) {
            read += more;
            if (read > largest) {
                throw new TooLarge();
            }
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
