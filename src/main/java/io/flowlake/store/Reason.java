package io.flowlake.store;

import io.flowlake.model.ExitCode;

/**
 * Why a store did not do something.
 *
 * @param exitCode what a scheduler has to know
 * @param sentence what a person has to know: why, and what to do; without full stop
 */
record Reason(ExitCode exitCode, String sentence) {}
