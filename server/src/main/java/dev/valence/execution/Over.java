package dev.valence.execution;

/** An execution that ends, be it run or refused. */
record Over(Execution execution, boolean isRoot, Ended ended) {
    static Over of(Entry.Running running, Ended ended) {
        return new Over(running.execution(), running.isRoot(), ended);
    }

    boolean failed() {
        return ended.status() == ExecutionStatus.FAILED;
    }

    /** Empty when there is none. */
    String failedStep() {
        return ended.failedStep().orElse("");
    }

    /** Empty when there is none. */
    String error() {
        return ended.error().orElse("");
    }
}
