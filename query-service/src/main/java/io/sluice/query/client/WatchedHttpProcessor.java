package io.sluice.query.client;

import java.io.IOException;
import org.apache.coyote.Adapter;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's processor of a connection, which can tell whether the client is still there while a
 * request is worked on. Tomcat itself looks only when it reads or writes.
 */
final class WatchedHttpProcessor extends Http11Processor implements ClientConnection {
    /** Where the processor is found in its request; Tomcat's own notes have the first numbers. */
    static final int NOTE = 24;

    WatchedHttpProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter) {
        super(protocol, adapter);
        request.setNote(NOTE, this);
    }

    /**
     * Looks for bytes without waiting; those of a next request stay for it. Not while the request
     * is still being read.
     */
    @Override
    public boolean isOpen() {
        @Nullable SocketWrapperBase<?> socket = getSocketWrapper();
        if (socket == null || socket.isClosed()) {
            return false;
        }
        try {
            // Throws at the end of what the client sends; true or false is all the same here.
            boolean _ = socket.isReadyForRead();
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
