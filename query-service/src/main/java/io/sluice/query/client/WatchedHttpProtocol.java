package io.sluice.query.client;

import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;

/** Tomcat's HTTP, with connections that can be watched. Tomcat makes it by its name. */
public final class WatchedHttpProtocol extends Http11NioProtocol {
    @Override
    protected Processor createProcessor() {
        return new WatchedHttpProcessor(this, getAdapter());
    }
}
