/**
 * What must be, told a second time: models and checks, pure, of what clients were answered and what
 * the logs hold in the end. No HTTP here. Start with {@link
 * io.sillok.loadtests.faults.check.Finding}.
 */
@NullMarked
package io.sillok.loadtests.faults.check;

import org.jspecify.annotations.NullMarked;
