package io.sluice.query.client;

import org.jspecify.annotations.Nullable;

/** Nobody waits for the answer any more. */
public final class ClientGoneException extends RuntimeException {
    public ClientGoneException(@Nullable Throwable cause) {
        super("the client has gone", cause);
    }
}
