@NullMarked
package io.sillok.client.append;

import org.jspecify.annotations.NullMarked;
