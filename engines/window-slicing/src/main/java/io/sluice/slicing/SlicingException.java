package io.sluice.slicing;

/** Something that an operator can't take. Its state is as it was before. */
public final class SlicingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final SlicingProblem problem;

    SlicingException(SlicingProblem problem, String message) {
        super(message);
        this.problem = problem;
    }

    /** What is wrong. */
    public SlicingProblem problem() {
        return problem;
    }
}
