package strict

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

type menuItem struct {
	Title    string     `yaml:"title" nb:"required,max=80"`
	Children []menuItem `yaml:"children"`
}

type documented struct {
	common
	Role  []string            `yaml:"role" nb:"enum=bcm|it,max=2"`
	Level string              `yaml:"level" nb:"enum=a|b,default=a"`
	Menus map[string]menuItem `yaml:"menus"`
	First menuItem            `yaml:"first"`
	Ratio float64             `yaml:"ratio"`
	Any   any                 `yaml:"any"`
}

func TestJSONSchemaFollowsTheStruct(t *testing.T) {
	doc := func(key string) string { return map[string]string{"schema.title": "Titel der Seite"}[key] }
	got, err := json.MarshalIndent(JSONSchema(&documented{}, "page", doc), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	want := `{
  "$defs": {
    "menuItem": {
      "additionalProperties": false,
      "properties": {
        "children": {
          "items": {
            "$ref": "#/$defs/menuItem"
          },
          "type": "array"
        },
        "title": {
          "maxLength": 80,
          "type": [
            "string",
            "number",
            "boolean"
          ]
        }
      },
      "required": [
        "title"
      ],
      "type": "object"
    }
  },
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "additionalProperties": false,
  "properties": {
    "any": {},
    "date": {
      "pattern": "^\\d{4}-\\d{2}-\\d{2}([T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?(Z|[+-]\\d{2}:\\d{2})?)?$",
      "type": "string"
    },
    "description": {
      "maxLength": 160,
      "minLength": 5,
      "type": [
        "string",
        "number",
        "boolean"
      ]
    },
    "draft": {
      "default": false,
      "type": "boolean"
    },
    "first": {
      "$ref": "#/$defs/menuItem"
    },
    "level": {
      "default": "a",
      "enum": [
        "a",
        "b"
      ]
    },
    "menus": {
      "additionalProperties": {
        "$ref": "#/$defs/menuItem"
      },
      "type": "object"
    },
    "ratio": {
      "type": "number"
    },
    "role": {
      "items": {
        "enum": [
          "bcm",
          "it"
        ]
      },
      "maxItems": 2,
      "type": "array"
    },
    "tags": {
      "items": {
        "type": [
          "string",
          "number",
          "boolean"
        ]
      },
      "maxItems": 3,
      "type": "array"
    },
    "title": {
      "description": "Titel der Seite",
      "maxLength": 40,
      "type": [
        "string",
        "number",
        "boolean"
      ]
    },
    "toc": {
      "type": "boolean"
    },
    "weight": {
      "default": 10,
      "maximum": 1000,
      "minimum": -5,
      "type": "integer"
    }
  },
  "required": [
    "title"
  ],
  "title": "page",
  "type": "object"
}`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("schema (-want +got):\n%s", diff)
	}
}

func TestSuggestionsAreNearOrAbsent(t *testing.T) {
	keys := []string{"title", "description", "date", "tags", "toc"}
	for word, want := range map[string]string{
		"titel": "title", "TITLE": "title", "ttle": "title", "titles": "title", "beschreibung": "", "dates": "date",
		"tag": "tags", "tco": "toc", "x": "", "desciption": "description", "": "",
	} {
		if got := nearest(word, keys); got != want {
			t.Errorf("%q: got %q, want %q", word, got, want)
		}
	}
}

func TestDistanceCountsEdits(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"abc", "", 3}, {"", "abc", 3}, {"abc", "acb", 1}, {"abc", "abd", 1}, {"über", "uber", 1}, {"kitten", "sitting", 3}, {"ca", "abc", 3}} {
		if got := distance(tt.a, tt.b); got != tt.want {
			t.Errorf("%q to %q: got %d, want %d", tt.a, tt.b, got, tt.want)
		}
	}
}
