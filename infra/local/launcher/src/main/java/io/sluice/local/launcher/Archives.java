package io.sluice.local.launcher;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The archive of the running platform. */
final class Archives {
    /** The most that one answer has. */
    static final int PAGE = 10_000;

    private static final String PATH = "/api/v1/retention/archives";
    private static final String BUSY = "retention_busy";

    private final FrontDoorClient frontDoor;
    private final Patience patience;

    /**
     * @param patience with runs of the retention, and restores of others
     */
    Archives(FrontDoorClient frontDoor, Patience patience) {
        this.frontDoor = frontDoor;
        this.patience = patience;
    }

    /** An answer of the catalogue. */
    record Page(List<Archive> archives) {
        Page {
            Objects.requireNonNull(archives, "archives");
        }
    }

    /**
     * What a restore did.
     *
     * @param archive the id of the file
     * @param restored how many readings came back; the others were there
     */
    record Restored(long archive, long restored) {}

    /**
     * The files that can have readings of a range, in its order.
     *
     * @param from in any form that the platform takes; null for all there is
     * @throws UserError if it is no range, or the platform is not up
     */
    List<Archive> find(@Nullable String from, @Nullable String to) {
        Map<Long, Archive> found = new LinkedHashMap<>();
        String start = from;
        int known;
        List<Archive> page;
        do {
            known = found.size();
            page = frontDoor.get(PATH + question(start, to), Page.class).archives();
            page.forEach(archive -> found.putIfAbsent(archive.id(), archive));
            // A file that reaches into what follows comes again, and is known.
            start = page.isEmpty() ? start : page.getLast().from().toString();
        } while (page.size() >= PAGE && found.size() > known);
        return new ArrayList<>(found.values());
    }

    /**
     * Puts the readings of a file back: all of them, or none.
     *
     * @param whenBusy called once if it has to wait
     * @throws UserError if the platform is not up
     */
    Reply<Restored> restore(long id, Runnable whenBusy) {
        String path = PATH + "/" + id + "/restore";
        Reply<Restored> reply = frontDoor.tryToPost(path, Restored.class);
        for (int asked = 1; isBusy(reply) && asked < patience.attempts(); asked++) {
            if (asked == 1) {
                whenBusy.run();
            }
            patience.pauseOnce();
            reply = frontDoor.tryToPost(path, Restored.class);
        }
        return isBusy(reply) ? stillBusy() : reply;
    }

    private static boolean isBusy(Reply<Restored> reply) {
        return switch (reply) {
            case Reply.Answered<Restored> _ -> false;
            case Reply.Refused<Restored> refused -> refused.code().equals(BUSY);
        };
    }

    private Reply<Restored> stillBusy() {
        return new Reply.Refused<>(
                BUSY,
                "a run of the retention or a restore is under way, still after "
                        + patience.whole().toSeconds()
                        + " s; try again later");
    }

    private static String question(@Nullable String from, @Nullable String to) {
        StringBuilder text = new StringBuilder("?limit=").append(PAGE);
        if (from != null) {
            text.append("&from=").append(encoded(from));
        }
        if (to != null) {
            text.append("&to=").append(encoded(to));
        }
        return text.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
