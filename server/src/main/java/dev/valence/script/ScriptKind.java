package dev.valence.script;

/** What a script is for, which decides how long it may run ({@link ScriptLimits}) and how it ends. */
public enum ScriptKind {
    /** Changes an object on its way. */
    TRANSFORMATION,
    /** Stands around a resource of an element. */
    HOOK,
    /** A step of a formula: script, filter or notification. Its result is what it hands to {@code done}, and nothing else. */
    FORMULA,
    /** The same in a formula of the older engine, which takes what is returned too. */
    FORMULA_V1;

    /** Whether {@code return} stands for {@code done}, as old hooks, transformations and formulas have it. */
    boolean mayReturn() {
        return this != FORMULA;
    }
}
