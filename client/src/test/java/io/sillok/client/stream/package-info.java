@NullMarked
package io.sillok.client.stream;

import org.jspecify.annotations.NullMarked;
