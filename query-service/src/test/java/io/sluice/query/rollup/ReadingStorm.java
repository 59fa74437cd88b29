package io.sluice.query.rollup;

import io.sluice.query.ReadingsProducer;
import io.sluice.query.ReadingsProducer.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Random readings of some devices: in order, late, again, corrected, backfilled over months,
 * several of one time, of all sizes. The same seed gives the same ones.
 */
final class ReadingStorm {
    private static final Instant NOW = Instant.parse("2026-02-28T21:30:00Z");
    private static final int DEVICES = 4;
    private static final int REMEMBERED = 50;
    private static final double[] ODD_VALUES = {
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.MIN_VALUE,
        1e-170,
        1e145,
        -3e139,
        5e289,
        2e290,
        0,
        -0.0
    };

    private final Random random;
    private final String name;
    private final List<Message> sent = new ArrayList<>();
    private final Set<Object> identities = new HashSet<>();
    private Instant live = NOW;

    private record Identity(String device, String metric, Instant time, int ordinal) {}

    ReadingStorm(String name, long seed) {
        this.name = name;
        this.random = new Random(seed);
    }

    /** A pattern of SQL. */
    String devices() {
        return name + "-%";
    }

    /** How many readings must be stored of what was sent. */
    long readings() {
        return identities.size();
    }

    void send(ReadingsProducer producer, int messages) {
        for (int i = 0; i < messages; i++) {
            boolean again = !sent.isEmpty() && random.nextInt(10) == 0;
            Message message = again ? sent.get(random.nextInt(sent.size())) : message();
            producer.send(message);
            if (!again && sent.size() < REMEMBERED) {
                sent.add(message);
            }
        }
    }

    private Message message() {
        String device = name + "-" + random.nextInt(DEVICES);
        Message message = ReadingsProducer.message(device, name);
        int readings = 1 + random.nextInt(20);
        for (int i = 0; i < readings; i++) {
            String metric = random.nextInt(3) > 0 ? "t" : "h";
            Instant time = time();
            int ordinal = random.nextInt(4) == 0 ? random.nextInt(3) : 0;
            message.reading(metric, time, ordinal, value(), 0);
            identities.add(new Identity(device, metric, time, ordinal));
        }
        return message;
    }

    private Instant time() {
        return switch (random.nextInt(8)) {
            case 0 -> NOW.minus(Duration.ofHours(random.nextInt(400 * 24)));
            case 1 -> NOW.minus(Duration.ofMinutes(random.nextInt(50 * 60)));
            case 2, 3 -> NOW.minusSeconds(random.nextInt(600));
            default -> {
                live = live.plusMillis(random.nextInt(20_000));
                yield live;
            }
        };
    }

    private double value() {
        return switch (random.nextInt(12)) {
            case 0 -> ODD_VALUES[random.nextInt(ODD_VALUES.length)];
            case 1, 2 -> random.nextInt(3);
            default -> random.nextGaussian() * Math.pow(10, random.nextInt(9) - 4);
        };
    }
}
