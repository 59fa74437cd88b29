package io.sluice.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Questions about what {@code load-readings} has loaded, while more readings come in. */
@Command(
        name = "queries",
        mixinStandardHelpOptions = true,
        description = {
            "Asks the running platform while readings come in, and measures the answers: first run",
            "load-readings. The same is asked of the database in plain SQL over raw readings."
        })
final class QueryBench implements Callable<Integer> {
    private static final String FRONT_DOOR = "front door";
    private static final int SAME_AS_SQL = 3;
    private static final Duration LONGEST_WARMUP = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @Option(
            names = "--runs",
            defaultValue = "200",
            description = "of each question (${DEFAULT-VALUE})")
    private int runs;

    @Option(
            names = "--warmup",
            defaultValue = "500",
            description = "runs before, for at most 30 s, not counted (${DEFAULT-VALUE})")
    private int warmup;

    @Option(
            names = "--clients",
            defaultValue = "4",
            description = "that ask at once (${DEFAULT-VALUE})")
    private int clients;

    @Option(
            names = "--rate",
            defaultValue = "5000",
            description = "readings a second that come in meanwhile (${DEFAULT-VALUE})")
    private double rate;

    @Option(
            names = "--mixed",
            description = "ask all questions in turn, and not one question after the other")
    private boolean mixed;

    @Option(
            names = "--sql-seconds",
            defaultValue = "60",
            description = "at most for each question in SQL; 0 for none (${DEFAULT-VALUE})")
    private int sqlSeconds;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "what is asked about (${DEFAULT-VALUE})")
    private long seed;

    @Override
    public Integer call() {
        try (Platform platform = new Platform()) {
            Optional<Fleet> registered = new FleetRegister(platform).find();
            if (registered.isEmpty()) {
                System.err.println("There is nothing to ask about: first run load-readings.");
                return 2;
            }
            Fleet fleet = registered.get();
            System.out.printf(
                    "%,d readings of %,d series from %s until %s; %d clients%n",
                    fleet.readings(), fleet.series(), fleet.from(), fleet.until(), clients);
            boolean right = measure(platform, fleet);
            return right ? 0 : 1;
        }
    }

    private boolean measure(Platform platform, Fleet fleet) {
        boolean right = true;
        try (LiveLoad load = new LiveLoad(platform, fleet, rate)) {
            List<List<Question>> parts =
                    mixed
                            ? List.of(List.of(Question.values()))
                            : List.of(Question.values()).stream().map(List::of).toList();
            for (List<Question> questions : parts) {
                right &= measure(platform, fleet, questions);
            }
            System.out.print(load.report());
            if (!load.isKept()) {
                System.out.println(
                        "The load was NOT kept: the figures are of less than asked for.");
            }
            return right && load.isKept();
        }
    }

    private boolean measure(Platform platform, Fleet fleet, List<Question> questions) {
        Supplier<Answering> frontDoor = () -> new HttpAnswering(platform.query(true));
        Supplier<Answering> service = () -> new HttpAnswering(platform.query(false));
        Supplier<Answering> sql = () -> new SqlAnswering(platform);
        ask(fleet, seed, questions, warmup, LONGEST_WARMUP, frontDoor);
        Map<Question, Answers> byFrontDoor =
                ask(fleet, seed + 1_000_000, questions, runs, LONGEST, frontDoor);
        Map<Question, Answers> byService =
                ask(fleet, seed + 2_000_000, questions, runs, LONGEST, service);
        Map<Question, Answers> bySql =
                ask(
                        fleet,
                        seed + 3_000_000,
                        questions,
                        sqlSeconds == 0 ? 0 : runs,
                        Duration.ofSeconds(sqlSeconds),
                        sql);
        boolean right = true;
        for (Question question : questions) {
            Answers answers = of(byFrontDoor, question);
            compareWithSql(fleet, question, answers, frontDoor, sql);
            print(question, answers, of(byService, question), of(bySql, question));
            right &= answers.areRight() && of(byService, question).areRight();
        }
        return right;
    }

    private Map<Question, Answers> ask(
            Fleet fleet,
            long about,
            List<Question> questions,
            int times,
            Duration atMost,
            Supplier<Answering> answering) {
        return new QuestionClients(fleet, clients, about).ask(questions, times, atMost, answering);
    }

    /** Some answers about a day that is past are the same to the last value. */
    private void compareWithSql(
            Fleet fleet,
            Question question,
            Answers answers,
            Supplier<Answering> http,
            Supplier<Answering> sql) {
        if (question != Question.RAW_DAY && question != Question.FLEET_DAY) {
            return;
        }
        try (Answering one = http.get();
                Answering other = sql.get()) {
            for (int i = 0; i < SAME_AS_SQL; i++) {
                SplittableRandom random = new SplittableRandom(seed + i);
                Asked asked = Asked.draw(question, fleet, random, Instant.now());
                Answered answer = one.answer(asked);
                Answered expected = other.answer(asked);
                if (!answer.isSame(expected)) {
                    answers.wrong("%s, and in SQL %s: %s".formatted(answer, expected, asked));
                }
            }
        }
    }

    private static void print(Question question, Answers frontDoor, Answers service, Answers sql) {
        System.out.printf("%n%s%n%s", question.title(), Answers.HEAD);
        String goal =
                String.format(
                        Locale.ROOT,
                        "  goal %d ms: %s",
                        question.goal().toMillis(),
                        frontDoor.isMet(question.goal()) ? "met" : "MISSED");
        System.out.print(frontDoor.line(FRONT_DOOR, goal));
        System.out.print(service.line("query-service", ""));
        if (sql.runs() > 0) {
            System.out.print(
                    sql.line(
                            "SQL over JDBC",
                            String.format(
                                    Locale.ROOT,
                                    "  front door: %.2f of its p50, %.2f of its p99",
                                    frontDoor.percentile(50) / sql.percentile(50),
                                    frontDoor.percentile(99) / sql.percentile(99))));
        }
    }

    private static Answers of(Map<Question, Answers> answers, Question question) {
        return Objects.requireNonNull(answers.get(question));
    }
}
