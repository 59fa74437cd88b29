package io.sluice.coordinator.request;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** Refuses bodies that are too large, also those that do not say how large they are. */
final class BodyLimit implements Filter {
    private final long most;

    /**
     * @param most the most bytes of a body
     */
    BodyLimit(long most) {
        this.most = most;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(
                request instanceof HttpServletRequest http ? new LimitedBody(http, most) : request,
                response);
    }
}
