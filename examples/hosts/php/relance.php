<?php
// relance.h for PHP, by the header itself: errors, rows as arrays, an engine that closes itself.
declare(strict_types=1);

/** Decides on the leads of one tenant. */
final class Engine
{
    private const TEXTS =
        ['ID', 'LEAD', 'STATE', 'VERB', 'NAME', 'BECAUSE', 'VERDICT', 'MESSAGE', 'TEXT'];
    private const NUMBERS = ['TOKEN', 'NOT_BEFORE', 'BY'];
    private FFI $c;
    private array $kept = []; // what C reads during a call
    private ?FFI\CData $handle = null;

    public function __construct(string $database, private string $tenant)
    {
        $include = getenv('RELANCE_INCLUDE') ?: '/usr/include';
        $for_preprocessor = ['/^#ifdef __cplusplus.*?^#endif/ms', '/^ *#(.*\\\\\n)*.*$/m'];
        $header = file_get_contents("$include/relance/relance.h");
        $header = preg_replace($for_preprocessor, '', $header);
        $this->c = FFI::cdef($header, getenv('RELANCE_LIBRARY') ?: 'librelance.so.1');
        $options = $this->c->new('relance_open_options');
        $options->struct_size = FFI::sizeof($options);
        $options->path = $this->given($database);
        $this->handle = $this->made('engine', 'open', FFI::addr($options));
    }

    public function __destruct()
    {
        $this->c->relance_close($this->handle);
    }

    /** Puts rules in force for new leads and answers with their name. */
    public function deploy(string $rules, string $file, int $now): string
    {
        $workflow = $this->made('workflow', 'compile', $rules, $file, null);
        try {
            $this->call('deploy', $workflow, $now, '');
            $field = $this->c->RELANCE_FIELD_NAME;
            return $this->text($this->c->relance_workflow_text($workflow, $field));
        } finally {
            $this->c->relance_workflow_destroy($workflow);
        }
    }

    /** Decides events [lead, name, key, attribute, value]: all or none, answered in their order. */
    public function submit(array $events, int $now): array
    {
        $told = $this->array('relance_event', count($events));
        foreach ($events as $i => [$lead, $name, $key, $attribute, $value]) {
            $carried = $this->array('relance_attribute', 1);
            $carried[0]->struct_size = $told[$i]->attribute_stride = FFI::sizeof($carried[0]);
            $carried[0]->name = $this->given($attribute);
            $carried[0]->text = $this->given($value);
            $told[$i]->struct_size = FFI::sizeof($told[$i]);
            $told[$i]->lead = $this->given($lead);
            $told[$i]->name = $this->given($name);
            $told[$i]->key = $this->given($key);
            $told[$i]->attributes = $carried;
            $told[$i]->attribute_count = $attribute === '' ? 0 : 1;
        }
        return $this->rows('submit', $told, count($events), FFI::sizeof($told[0]), $now);
    }

    /** Fires what is due and answers how much that was. */
    public function tick(int $now): int
    {
        $fired = $this->c->new('size_t');
        $this->call('tick', $now, 0, FFI::addr($fired), null);
        return $fired->cdata;
    }

    /** relance_NAME for this tenant; the last parameter of C, the error, becomes an exception. */
    public function call(string $name, mixed ...$parameters): void
    {
        $this->check($name, [$this->handle, $this->given($this->tenant), ...$parameters]);
    }

    /** The same for a call that makes rows: each is an array; what it does not have is empty. */
    public function rows(string $name, mixed ...$parameters): array
    {
        $rows = $this->made('rows', $name, $this->handle, $this->tenant, ...$parameters);
        try {
            return $this->read($rows);
        } finally {
            $this->c->relance_rows_destroy($rows);
        }
    }

    private function made(string $type, string $name, mixed ...$parameters): FFI\CData
    {
        $out = $this->c->new("relance_$type *");
        $this->check($name, [...$parameters, FFI::addr($out)]);
        return $out;
    }

    private function check(string $name, array $parameters): void
    {
        $error = $this->c->new('relance_error *');
        $given = array_map(fn ($one) => is_string($one) ? $this->given($one) : $one, $parameters);
        $code = $this->c->{"relance_$name"}(...[...$given, FFI::addr($error)]);
        $this->kept = [];
        if ($code === $this->c->RELANCE_OK) {
            return;
        }
        $found = array_column($this->read($this->c->relance_error_diagnostics($error)), 'TEXT');
        $message = implode('', $found) ?: $this->text($this->c->relance_error_message($error));
        $this->c->relance_error_destroy($error);
        throw new RuntimeException(rtrim($message));
    }

    private function read(?FFI\CData $rows): array
    {
        $all = [];
        for ($i = 0; $i < $this->c->relance_rows_count($rows); ++$i) {
            foreach (self::TEXTS as $name) {
                $field = $this->c->{"RELANCE_FIELD_$name"};
                $all[$i][$name] = $this->text($this->c->relance_rows_text($rows, $i, $field));
            }
            foreach (self::NUMBERS as $name) {
                $field = $this->c->{"RELANCE_FIELD_$name"};
                $all[$i][$name] = $this->c->relance_rows_number($rows, $i, $field);
            }
        }
        return $all;
    }

    private function text(FFI\CData $text): string
    {
        return $text->size === 0 ? '' : FFI::string($text->data, $text->size);
    }

    private function given(string $words): FFI\CData
    {
        $text = $this->c->new('relance_str');
        [$text->data, $text->size] = [$this->array('char', strlen($words) + 1), strlen($words)];
        FFI::memcpy($text->data, "$words\0", strlen($words) + 1);
        return $text;
    }

    private function array(string $type, int $count): FFI\CData
    {
        $this->kept[] = $array = $this->c->new("{$type}[$count]");
        return $this->c->cast("$type *", FFI::addr($array));
    }
}
