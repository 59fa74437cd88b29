package io.sluice.worker;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Writes the body of an answer as it comes, up to a bound. */
final class BoundedBody implements HttpResponse.BodySubscriber<byte[]> {
    private static final byte[] NOTHING = {};

    private final OutputStream out;
    private final long bound;
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;
    private long received;

    /**
     * @param out is closed at the end
     */
    BoundedBody(OutputStream out, long bound) {
        this.out = out;
        this.bound = bound;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        subscription.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        Flow.Subscription body = Objects.requireNonNull(subscription);
        try {
            for (ByteBuffer buffer : buffers) {
                write(buffer);
            }
            body.request(1);
        } catch (IOException e) {
            body.cancel();
            end(e);
        }
    }

    private void write(ByteBuffer buffer) throws IOException {
        received += buffer.remaining();
        if (received > bound) {
            throw new BodyTooLarge(bound);
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        out.write(bytes);
    }

    @Override
    public void onError(Throwable failure) {
        end(failure);
    }

    @Override
    public void onComplete() {
        end(null);
    }

    private void end(@Nullable Throwable failure) {
        Throwable cause = failure;
        try {
            out.close();
        } catch (IOException e) {
            cause = failure == null ? e : failure;
        }
        if (cause == null) {
            whole.complete(NOTHING);
        } else {
            whole.completeExceptionally(cause);
        }
    }

    /** More has come than may. */
    static final class BodyTooLarge extends IOException {
        private static final long serialVersionUID = 1;

        BodyTooLarge(long bound) {
            super("it has more than " + bound + " bytes");
        }
    }
}
