package io.sluice.query.client;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Tells what runs in a request about its connection, and closes the connection instead of ending
 * the answer well where that was asked for.
 */
final class ClientConnectionValve extends ValveBase {
    /** The attribute of a request whose connection is to be closed. */
    static final String BREAK_OFF = ClientConnectionValve.class.getName() + ".breakOff";

    ClientConnectionValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (request.getCoyoteRequest().getNote(WatchedHttpProcessor.NOTE)
                instanceof ClientConnection connection) {
            within(connection, request, response);
        } else {
            getNext().invoke(request, response);
        }
        if (request.getAttribute(BREAK_OFF) instanceof Throwable reason) {
            response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, reason);
        }
    }

    private void within(ClientConnection connection, Request request, Response response)
            throws IOException, ServletException {
        try {
            ScopedValue.where(ClientWatch.CONNECTION, connection)
                    .call(() -> {
                        getNext().invoke(request, response);
                        return true;
                    });
        } catch (IOException | ServletException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }
}
