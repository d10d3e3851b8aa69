/** Which package may know which. Start with {@link ArchitectureTest}. */
@NullMarked
package io.sillok.node.architecture;

import org.jspecify.annotations.NullMarked;
