/**
 * Why a call did not give what it was asked for. All of it is unchecked, and none of it is thrown
 * before the call was repeated for as long as that made sense. Start with {@link SillokException}.
 */
@NullMarked
package io.sillok.client.failure;

import org.jspecify.annotations.NullMarked;
