package org.captioner.decoder.lstm;

import org.captioner.encoder.torchscript.Arithmetic;
import org.captioner.encoder.torchscript.TorchScriptModule;

/**
 * The recurrent part of {@link LstmDecoder} over whole captions as programs: all steps, and the
 * backward pass through them.
 *
 * <p>The engine's own record would add up the gradient of every weight step by step, as often as
 * there are words; here the gradients of what enters a product are kept, and each weight's gradient
 * is a single product over all steps. With N captions, T steps, S cells, W the width and A the
 * attention's, axes are in this order; tensors per step have T in front.
 *
 * <p>The softmax makes the gradients of a step's scores {@code e} sum to 0 over cells. With {@code
 * p = tanh(keys + query)} this gives {@code d query = v (sum de - sum de p^2) = -v sum de p^2}.
 */
final class FusedRecurrenceScript {
    /**
     * Runs all steps; returns (N, T, 2W + S) of hidden, context and attention, and what is kept.
     */
    static final String FORWARD = "forward";

    /** The backward pass from the gradient of the first result of {@link #FORWARD}. */
    static final String BACKWARD = "backward";

    /** Makes a loss depend on tensors with known gradients without changing its value. */
    static final String ATTACH = "attach";

    private static final String STEPS =
            """
              def forward(self: __torch__.Written,
                cells: Tensor,
                keys: Tensor,
                word_gates: Tensor,
                hidden: Tensor,
                cell: Tensor,
                w_hidden: Tensor,
                b_hidden: Tensor,
                w_context: Tensor,
                b_context: Tensor,
                score: Tensor) -> List[Tensor]:
                n = torch.size(word_gates, 0)
                t_end = torch.size(word_gates, 1)
                w = torch.size(hidden, 1)
                s = torch.size(cells, 1)
                a = torch.size(keys, 2)
                from_hidden = self.pack(w_hidden)
                from_context = self.pack(w_context)
                hiddens = torch.new_empty(hidden, [t_end + 1, n, w])
                memories = torch.new_empty(hidden, [t_end + 1, n, w])
                matches = torch.new_empty(hidden, [t_end, n, s, a])
                attention = torch.new_empty(hidden, [t_end, n, s])
                seen = torch.new_empty(hidden, [t_end, n, 1, w])
                opened = torch.new_empty(hidden, [t_end, n, w])
                contexts = torch.new_empty(hidden, [t_end, n, w])
                gates = torch.new_empty(hidden, [t_end, n, 4 * w])
                exposed = torch.new_empty(hidden, [t_end, n, w])
                torch.copy_(torch.select(hiddens, 0, 0), hidden)
                torch.copy_(torch.select(memories, 0, 0), cell)
                for t in range(t_end):
                  state = self.product(torch.select(hiddens, 0, t), from_hidden, b_hidden)
                  match = torch.select(matches, 0, t)
                  query = torch.slice(state, 1, 4 * w, 4 * w + a, 1)
                  torch.add(keys, torch.unsqueeze(query, 1), alpha=1, out=match)
                  torch.tanh_(match)
                  e = torch.reshape(torch.matmul(match, score), [n, s])
                  alpha = torch.select(attention, 0, t)
                  torch.copy_(alpha, torch.softmax(e, -1))
                  attended = torch.select(seen, 0, t)
                  torch.bmm(torch.unsqueeze(alpha, 1), cells, out=attended)
                  beta = torch.select(opened, 0, t)
                  torch.sigmoid(torch.slice(state, 1, 4 * w + a, 5 * w + a, 1), out=beta)
                  z = torch.select(contexts, 0, t)
                  torch.mul(torch.squeeze(attended, 1), beta, out=z)
                  sums = self.product(z, from_context, b_context)
                  torch.add_(sums, torch.slice(state, 1, 0, 4 * w, 1), alpha=1)
                  torch.add_(sums, torch.select(word_gates, 1, t), alpha=1)
                  gate = torch.select(gates, 0, t)
                  torch.sigmoid(sums, out=gate)
                  candidate = torch.slice(gate, 1, 2 * w, 3 * w, 1)
                  torch.tanh(torch.slice(sums, 1, 2 * w, 3 * w, 1), out=candidate)
                  after = torch.select(memories, 0, t + 1)
                  before = torch.select(memories, 0, t)
                  torch.mul(torch.slice(gate, 1, w, 2 * w, 1), before, out=after)
                  torch.addcmul_(after, torch.slice(gate, 1, 0, w, 1), candidate, value=1)
                  shown = torch.select(exposed, 0, t)
                  torch.tanh(after, out=shown)
                  output = torch.slice(gate, 1, 3 * w, 4 * w, 1)
                  torch.mul(output, shown, out=torch.select(hiddens, 0, t + 1))
                steps = torch.slice(hiddens, 0, 1, t_end + 1, 1)
                states = torch.transpose(torch.cat([steps, contexts, attention], 2), 0, 1)
                return [torch.contiguous(states), hiddens, memories, matches, attention, seen, opened, contexts, gates, exposed]
            """;

    private static final String BACK =
            """
              def backward(self: __torch__.Written,
                d_states: Tensor,
                cells: Tensor,
                w_hidden: Tensor,
                w_context: Tensor,
                score: Tensor,
                hiddens: Tensor,
                memories: Tensor,
                matches: Tensor,
                attention: Tensor,
                seen: Tensor,
                opened: Tensor,
                contexts: Tensor,
                gates: Tensor,
                exposed: Tensor) -> List[Tensor]:
                t_end = torch.size(gates, 0)
                n = torch.size(gates, 1)
                w = torch.size(contexts, 2)
                s = torch.size(attention, 2)
                a = torch.size(matches, 3)
                to_hidden = self.pack_back(w_hidden)
                to_context = self.pack_back(w_context)
                v = torch.t(score)
                minus_v = torch.neg(v)
                d_sums = torch.new_empty(gates, [t_end, n, 5 * w + a])
                d_seen = torch.new_empty(gates, [t_end, n, w])
                d_gate = torch.new_empty(gates, [n, 4 * w])
                match_sum = torch.new_zeros(gates, [n, s, a])
                score_sum = torch.new_zeros(gates, [n, s])
                d_score = torch.new_zeros(gates, [n, 1, a])
                d_hidden = torch.new_zeros(gates, [n, w])
                d_memory = torch.new_zeros(gates, [n, w])
                for i in range(t_end):
                  t = t_end - 1 - i
                  d_state = torch.select(d_states, 1, t)
                  d_sum = torch.select(d_sums, 0, t)
                  gate = torch.select(gates, 0, t)
                  shown = torch.select(exposed, 0, t)
                  torch.add_(d_hidden, torch.slice(d_state, 1, 0, w, 1), alpha=1)
                  d_shown = torch.mul(d_hidden, torch.slice(gate, 1, 3 * w, 4 * w, 1))
                  torch.add_(d_memory, torch.tanh_backward(d_shown, shown), alpha=1)
                  candidate = torch.slice(gate, 1, 2 * w, 3 * w, 1)
                  torch.mul(d_memory, candidate, out=torch.slice(d_gate, 1, 0, w, 1))
                  before = torch.select(memories, 0, t)
                  torch.mul(d_memory, before, out=torch.slice(d_gate, 1, w, 2 * w, 1))
                  d_candidate = torch.slice(d_gate, 1, 2 * w, 3 * w, 1)
                  torch.mul(d_memory, torch.slice(gate, 1, 0, w, 1), out=d_candidate)
                  torch.mul(d_hidden, shown, out=torch.slice(d_gate, 1, 3 * w, 4 * w, 1))
                  d_gates = torch.slice(d_sum, 1, 0, 4 * w, 1)
                  torch.sigmoid_backward(d_gate, gate, grad_input=d_gates)
                  torch.tanh_backward(d_candidate, candidate, grad_input=torch.slice(d_sum, 1, 2 * w, 3 * w, 1))
                  d_z = self.product_back(d_gates, to_context)
                  torch.add_(d_z, torch.slice(d_state, 1, w, 2 * w, 1), alpha=1)
                  beta = torch.select(opened, 0, t)
                  d_beta = torch.mul(d_z, torch.squeeze(torch.select(seen, 0, t), 1))
                  torch.sigmoid_backward(d_beta, beta, grad_input=torch.slice(d_sum, 1, 4 * w + a, 5 * w + a, 1))
                  d_attended = torch.select(d_seen, 0, t)
                  torch.mul(d_z, beta, out=d_attended)
                  d_alpha = torch.squeeze(torch.bmm(cells, torch.unsqueeze(d_attended, 2)), 2)
                  torch.add_(d_alpha, torch.slice(d_state, 1, 2 * w, 2 * w + s, 1), alpha=1)
                  alpha = torch.select(attention, 0, t)
                  d_e = torch._softmax_backward_data(d_alpha, alpha, -1, 6)
                  torch.add_(score_sum, d_e, alpha=1)
                  d_row = torch.unsqueeze(d_e, 1)
                  match = torch.select(matches, 0, t)
                  torch.add_(d_score, torch.bmm(d_row, match), alpha=1)
                  square = torch.mul_(match, match)
                  d_query = torch.slice(d_sum, 1, 4 * w, 4 * w + a, 1)
                  torch.mul(torch.squeeze(torch.bmm(d_row, square), 1), minus_v, out=d_query)
                  torch.addcmul_(match_sum, torch.unsqueeze(d_e, 2), square, value=1)
                  d_hidden = self.product_back(d_sum, to_hidden)
                  torch.mul_(d_memory, torch.slice(gate, 1, w, 2 * w, 1))
                d_keys = torch.mul_(torch.sub(torch.unsqueeze(score_sum, 2), match_sum, alpha=1), v)
                d_cells = torch.bmm(torch.permute(attention, [1, 2, 0]), torch.transpose(d_seen, 0, 1))
                d_words = torch.contiguous(torch.slice(d_sums, 2, 0, 4 * w, 1))
                steps = torch.slice(hiddens, 0, 0, t_end, 1)
                d_w_hidden = self.outer(torch.reshape(d_sums, [t_end * n, 5 * w + a]), torch.reshape(steps, [t_end * n, w]), w_hidden)
                d_w_context = self.outer(torch.reshape(d_words, [t_end * n, 4 * w]), torch.reshape(contexts, [t_end * n, w]), w_context)
                d_b_hidden = torch.sum(d_sums, [0, 1])
                d_b_context = torch.sum(d_words, [0, 1])
                d_v = torch.t(torch.sum(d_score, [0]))
                return [d_cells, d_keys, torch.contiguous(torch.transpose(d_words, 0, 1)), d_hidden, d_memory, d_w_hidden, d_b_hidden, d_w_context, d_b_context, d_v]

              def attach(self: __torch__.Written,
                loss: Tensor,
                cells: Tensor,
                keys: Tensor,
                word_gates: Tensor,
                hidden: Tensor,
                cell: Tensor,
                d_cells: Tensor,
                d_keys: Tensor,
                d_words: Tensor,
                d_hidden: Tensor,
                d_cell: Tensor) -> Tensor:
                a = torch.dot(torch.reshape(cells, [-1]), torch.reshape(d_cells, [-1]))
                b = torch.dot(torch.reshape(keys, [-1]), torch.reshape(d_keys, [-1]))
                c = torch.dot(torch.reshape(word_gates, [-1]), torch.reshape(d_words, [-1]))
                d = torch.dot(torch.reshape(hidden, [-1]), torch.reshape(d_hidden, [-1]))
                e = torch.dot(torch.reshape(cell, [-1]), torch.reshape(d_cell, [-1]))
                sum = torch.add(torch.add(torch.add(torch.add(a, b), c), d), e)
                return torch.add(torch.detach(loss), torch.sub(sum, torch.detach(sum)))
            """;

    private FusedRecurrenceScript() {}

    static TorchScriptModule compile(Arithmetic arithmetic) {
        return TorchScriptModule.compile(arithmetic.products() + STEPS + "\n" + BACK);
    }
}
